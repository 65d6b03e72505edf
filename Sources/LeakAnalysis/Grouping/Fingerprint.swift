import GoroutineDump

/// Names what goroutines do, across dumps, builds and versions of Go: 12 hex digits.
///
/// It is a hash (FNV-1a, 64 bits folded to 48) of what a goroutine is doing and of the functions
/// that say where:
///
/// - the functions of the program and its modules, innermost first, since those change only with the
///   source;
/// - of the standard library, the one function that the innermost of them called
///   (`sync.(*Mutex).Lock`, `net/http.(*Client).Do`): what is called stands in the program's source
///   too. What lies below it is the library's own affair and moves with every release (1.24 put
///   `internal/sync` under `sync`, 1.26 reads a request's first line elsewhere), and so does what
///   lies between and above the program's functions (`net/http.(*ServeMux).ServeHTTP`);
/// - where the whole stack is the library's, its entry: `net/http.(*persistConn).readLoop`.
///
/// What a goroutine is doing is a class of states. Running, ready to run, in a system call and
/// waiting for I/O are one class, since a goroutine that reads goes through all four between two
/// captures. Lines, addresses, versions, type arguments and the counters of closures take no part,
/// nor do frames that the runtime hides. The creator does not either, though it is stable: a count
/// profile does not tell it, and `debug=1`, `debug=2` and a crash of one program must agree.
public struct Fingerprint: Sendable, Hashable, CustomStringConvertible {
  /// The lower 48 bits are the fingerprint.
  public let bits: UInt64

  /// 12 lower-case hex digits.
  public var description: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 12 - digits.utf8.count) + digits
  }

  /// The fingerprint that 12 hex digits stand for, as ``description`` writes it; nil for any other
  /// text.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 12, let bits = UInt64(text, radix: 16), text.first != "+" else {
      return nil
    }
    self.bits = bits
  }

  init(_ hash: FNV1a) { bits = (hash.value ^ (hash.value >> 48)) & 0xffff_ffff_ffff }
}

extension Fingerprint: Comparable {
  /// In the order of the digits.
  public static func < (a: Fingerprint, b: Fingerprint) -> Bool { a.bits < b.bits }
}

/// The fingerprints of a dump's groups; each function's name is worked out once.
public struct FingerprintTable: Sendable {
  private let analysis: DumpAnalysis
  /// The hash of each function's stable name.
  private let functions: [UInt64]

  /// Prepares the functions of a dump: some 0.5 µs for each.
  public init(_ analysis: DumpAnalysis) {
    self.analysis = analysis
    functions = analysis.dump.symbols.functions.map { name in
      var hash = FNV1a()
      hash.combine(StableName.of(name))
      return hash.value
    }
  }

  /// The fingerprint of a group.
  public func fingerprint(of group: Group) -> Fingerprint {
    var hash = FNV1a()
    hash.combine(group.state.activity.fingerprintClass)
    combine(group, into: &hash)
    return Fingerprint(hash)
  }

  /// The fingerprint of a group's stack alone, for comparing with a dump that tells no state.
  public func stackFingerprint(of group: Group) -> Fingerprint {
    var hash = FNV1a()
    combine(group, into: &hash)
    return Fingerprint(hash)
  }

  private func combine(_ group: Group, into hash: inout FNV1a) {
    let symbols = analysis.dump.symbols
    let stack = symbols.stacks[Int(analysis.dump.samples[group.sample].stack)]
    let frames = symbols.frameIndices(of: stack)
    var called: Int?
    var entry: Int?
    var outermost: Int?
    var hasOwn = false
    for index in frames {
      let function = Int(symbols.frames[Int(index)].function)
      let traits = analysis.functions[function]
      if traits.isHidden {
        if symbols.functions[function] != "runtime.goexit" { outermost = function }
        continue
      }
      entry = function
      if traits.isStandardLibrary {
        if !hasOwn { called = function }
        continue
      }
      if !hasOwn, let called { hash.combine(functions[called]) }
      hasOwn = true
      hash.combine(functions[function])
    }
    // A goroutine of the runtime's own has hidden frames only.
    if !hasOwn, let last = entry ?? outermost { hash.combine(functions[last]) }
  }
}

extension GoroutineState.Activity {
  /// The word that stands for the state in a fingerprint. The words are in people's baseline files:
  /// a changed one makes every accepted group a new one.
  var fingerprintClass: String {
    switch self {
    case .channelSend: "send"
    case .channelReceive: "receive"
    case .channelSendNil: "send-nil"
    case .channelReceiveNil: "receive-nil"
    case .select: "select"
    case .selectNoCases: "select-none"
    case .ioWait, .syscall, .runnable: "active"
    case .sleep: "sleep"
    case .mutexLock: "lock"
    case .rwMutexRLock: "rlock"
    case .rwMutexLock: "wlock"
    case .waitGroupWait: "waitgroup"
    case .condWait: "cond"
    case .semaphore: "semaphore"
    case .system: "system"
    case .other: "other"
    }
  }
}
