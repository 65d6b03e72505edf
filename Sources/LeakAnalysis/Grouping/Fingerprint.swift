import GoroutineDump

/// Names what goroutines do, across dumps and builds: 12 hex digits.
///
/// It is a hash (FNV-1a, 64 bits folded to 48) of what a goroutine is doing and of the canonical
/// names of its functions, innermost first. Lines, addresses, versions, type arguments and the
/// counters of closures take no part, nor do the frames that the runtime hides, nor the creator,
/// which a count profile does not tell: so `debug=1`, `debug=2` and `GOTRACEBACK=system` agree.
public struct Fingerprint: Sendable, Hashable, CustomStringConvertible {
  /// The lower 48 bits are the fingerprint.
  public let bits: UInt64

  /// 12 lower-case hex digits.
  public var description: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 12 - digits.utf8.count) + digits
  }

  init(_ hash: FNV1a) { bits = (hash.value ^ (hash.value >> 48)) & 0xffff_ffff_ffff }
}

/// The fingerprints of a dump's groups; each function's name is worked out once.
public struct FingerprintTable: Sendable {
  private let analysis: DumpAnalysis
  /// The hash of each function's canonical name, or nil for one that the runtime hides.
  private let functions: [UInt64?]

  /// Prepares the functions of a dump: some 0.5 µs for each.
  public init(_ analysis: DumpAnalysis) {
    self.analysis = analysis
    let names = analysis.dump.symbols.functions
    functions = names.indices.map { index in
      if analysis.functions[index].isHidden { return nil }
      var hash = FNV1a()
      hash.combine(CanonicalSpelling.of(names[index]))
      return hash.value
    }
  }

  /// The fingerprint of a group.
  public func fingerprint(of group: Group) -> Fingerprint {
    let symbols = analysis.dump.symbols
    var hash = FNV1a()
    hash.combine(String(describing: group.state.activity))
    let stack = symbols.stacks[Int(analysis.dump.samples[group.sample].stack)]
    for index in symbols.frameIndices(of: stack) {
      guard let name = functions[Int(symbols.frames[Int(index)].function)] else { continue }
      hash.combine(name)
    }
    return Fingerprint(hash)
  }
}

/// The hash of Fowler, Noll and Vo, 64 bits: small, well known, the same on every machine and day.
struct FNV1a {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
  }

  mutating func combine(_ word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      combine(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
    }
  }
}

/// The canonical spelling of a function, without taking names apart that are canonical already.
enum CanonicalSpelling {
  static func of(_ name: String) -> String {
    isPlain(name) ? name : FunctionName(name).canonical
  }

  /// Whether nothing stands in the name that ``FunctionName`` takes out: true for most.
  private static func isPlain(_ name: String) -> Bool {
    var previous: UInt8 = 0
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "%"): return false
      // The counter of a closure, or a major version's.
      case UInt8(ascii: "0")...UInt8(ascii: "9"): return false
      // `-fm` and the `vendor/` and `Godeps/` elements.
      case UInt8(ascii: "f") where previous == UInt8(ascii: "-"): return false
      case UInt8(ascii: "/") where previous == UInt8(ascii: "r"): return false
      case UInt8(ascii: "/") where previous == UInt8(ascii: "c"): return false
      default: previous = byte
      }
    }
    return true
  }
}
