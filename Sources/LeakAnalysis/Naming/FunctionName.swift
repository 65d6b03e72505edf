/// A Go function's name, taken apart and freed of what differs between builds and versions.
///
/// `github.com/go-redis/redis/v8/internal/pool.(*ConnPool).reaper` and its vendored, escaped or
/// generic spellings are one name to the signatures.
public struct FunctionName: Sendable, Hashable {
  /// The name as signatures and fingerprints know it: without `vendor/` prefix, `/v8` element,
  /// `%2e` escapes, type arguments and the counters of closures (`.func1.2` is `.func`).
  public let canonical: String
  /// The import path of the package, canonical: `net/http`.
  public let package: String
  /// Package and receiver, canonical: `net/http.(*conn)`; the package alone for a plain function.
  public let owner: String

  /// The parts of a name as a dump spells it.
  public init(_ spelling: String) {
    // Over bytes: characters cost ten times as much, and a dump can have 100,000 names.
    let bytes = Array(spelling.utf8)
    if let parts = Self.plainParts(bytes.span) {
      canonical = spelling
      package = String(decoding: bytes[..<parts.package], as: UTF8.self)
      owner = parts.receiver.map { String(decoding: bytes[...$0], as: UTF8.self) } ?? package
      return
    }
    let name = Self.withoutArguments(bytes)
    let start = Self.endOfVendor(name)
    // The package ends at the first dot behind the last slash.
    let base = (name.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    let dot = name[Swift.max(base, start)...].firstIndex(of: UInt8(ascii: ".")) ?? name.count
    var kept: [UInt8] = []
    kept.reserveCapacity(name.count)
    Self.appendWithoutMajorVersion(name[start..<dot], to: &kept)
    let packageEnd = kept.count
    Self.appendWithoutClosureCounters(name[dot...], to: &kept)
    package = String(decoding: kept[..<packageEnd], as: UTF8.self)
    canonical = String(decoding: kept, as: UTF8.self)
    owner =
      Self.receiverEnd(kept[packageEnd...]).map {
        String(decoding: kept[...$0], as: UTF8.self)
      } ?? package
  }

  /// Where the package ends, and where the receiver's parenthesis stands, in a name that is canonical
  /// as it is spelled, as most are; nil for any other.
  static func plainParts(_ name: Span<UInt8>) -> (package: Int, receiver: Int?)? {
    guard StableName.isPlain(name) else { return nil }
    var dot = name.count
    var index = name.count - 1
    while index >= 0, name[index] != UInt8(ascii: "/") {
      if name[index] == UInt8(ascii: ".") { dot = index }
      index -= 1
    }
    guard dot + 1 < name.count, name[dot + 1] == UInt8(ascii: "(") else { return (dot, nil) }
    index = dot + 2
    while index < name.count, name[index] != UInt8(ascii: ")") { index += 1 }
    return (dot, index < name.count ? index : nil)
  }

  /// Where the owner ends in a spelling whose owner is canonical as it is, whatever its closures are
  /// called, and whether it is a receiver; nil where the name must be taken apart.
  static func ownerEnd(_ name: Span<UInt8>) -> (end: Int, isReceiver: Bool)? {
    var start = name.count
    while start > 0, name[start - 1] != UInt8(ascii: "/") { start -= 1 }
    var dot = start
    while dot < name.count, name[dot] != UInt8(ascii: ".") { dot += 1 }
    var end = dot
    if dot + 1 < name.count {
      // An element that is a number may be dropped, and another one follow the package then.
      if name[dot + 1] <= UInt8(ascii: "9"), name[dot + 1] >= UInt8(ascii: "0") { return nil }
      if name[dot + 1] == UInt8(ascii: "(") {
        end = dot + 2
        while end < name.count, name[end] != UInt8(ascii: ")") { end += 1 }
        end = end < name.count ? end + 1 : dot
      }
    }
    // What stands behind can move the owner by brackets and escapes alone.
    for index in end..<name.count {
      if name[index] == UInt8(ascii: "[") || name[index] == UInt8(ascii: "%") { return nil }
    }
    return StableName.isPlain(name.extracting(0..<end)) ? (end, end > dot) : nil
  }

  private static func withoutArguments(_ name: [UInt8]) -> [UInt8] {
    guard name.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "%") }) else {
      return name
    }
    var depth = 0
    // Struct tags among type arguments are quoted, and can hold brackets.
    var isQuoted = false
    var isEscaped = false
    var kept: [UInt8] = []
    for byte in name {
      if depth > 0, byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !isEscaped
      if byte == UInt8(ascii: "["), !isQuoted { depth += 1 }
      if depth == 0 { kept.append(byte) }
      if byte == UInt8(ascii: "]"), !isQuoted { depth -= 1 }
    }
    return withoutEscapes(kept)
  }

  /// `%2e` is a dot.
  private static func withoutEscapes(_ name: [UInt8]) -> [UInt8] {
    guard name.contains(UInt8(ascii: "%")) else { return name }
    var kept: [UInt8] = []
    var index = 0
    while index < name.count {
      let digits = name[(index + 1)...].prefix(2)
      if name[index] == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        kept += Array(String(Unicode.Scalar(value)).utf8)
        index += 3
      } else {
        kept.append(name[index])
        index += 1
      }
    }
    return kept
  }

  /// Behind the last `vendor/` or `Godeps/_workspace/src/`.
  private static func endOfVendor(_ name: [UInt8]) -> Int {
    var end = 0
    var start = 0
    while start < name.count {
      let first = name[start]
      if first == UInt8(ascii: "v"), name[start...].starts(with: vendor) {
        end = start + vendor.count
      } else if first == UInt8(ascii: "G"), name[start...].starts(with: godeps) {
        end = start + godeps.count
      }
      guard let slash = name[start...].firstIndex(of: UInt8(ascii: "/")) else { break }
      start = slash + 1
    }
    return end < name.count ? end : 0
  }

  private static let vendor = Array("vendor/".utf8)
  private static let godeps = Array("Godeps/_workspace/src/".utf8)

  /// `a/v8/b` is `a/b`; `gopkg.in/mgo.v2` stays, its version being part of the name.
  private static func appendWithoutMajorVersion(_ path: ArraySlice<UInt8>, to kept: inout [UInt8]) {
    var start = path.startIndex
    while true {
      let end = path[start...].firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
      let element = path[start..<end]
      let isVersion =
        start > path.startIndex && element.count > 1 && element.first == UInt8(ascii: "v")
        && element.dropFirst().allSatisfy(isDigit)
      if !isVersion {
        if start > path.startIndex { kept.append(UInt8(ascii: "/")) }
        kept += element
      }
      if end == path.endIndex { return }
      start = end + 1
    }
  }

  /// `.func1`, `.func1.2`, `.gowrap3` lose their numbers; an inlined closure's outer names stay.
  private static func appendWithoutClosureCounters(
    _ name: ArraySlice<UInt8>, to kept: inout [UInt8]
  ) {
    guard name.contains(where: isDigit) || name.suffix(3).elementsEqual(methodValue) else {
      kept += name
      return
    }
    // The name starts with a dot: each element follows one.
    var start = name.startIndex + 1
    while start <= name.endIndex {
      let end = name[start...].firstIndex(of: UInt8(ascii: ".")) ?? name.endIndex
      let element = name[start..<end]
      let stem = element.prefix { !isDigit($0) }
      let isCounter = element[stem.endIndex...].allSatisfy(isDigit)
      start = end + 1
      if isCounter, stem.isEmpty, !element.isEmpty { continue }
      kept.append(UInt8(ascii: "."))
      if isCounter, closures.contains(where: stem.elementsEqual) {
        kept += stem
      } else if element.suffix(3).elementsEqual(methodValue) {
        kept += element.dropLast(3)
      } else {
        kept += element
      }
    }
  }

  private static let closures = ["func", "gowrap", "deferwrap"].map { Array($0.utf8) }
  private static let methodValue = Array("-fm".utf8)

  /// The parenthesis that closes the receiver, where a package is followed by one.
  private static func receiverEnd(_ rest: ArraySlice<UInt8>) -> Int? {
    guard rest.starts(with: [UInt8(ascii: "."), UInt8(ascii: "(")]) else { return nil }
    return rest.firstIndex(of: UInt8(ascii: ")"))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
}
