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
    let plain = Self.withoutEscapes(Self.withoutTypeArguments(spelling))
    let name = Self.withoutVendor(plain)
    // The package ends at the first dot behind the last slash.
    let lastSlash = name.lastIndex(of: "/")
    let base = lastSlash.map { name.index(after: $0) } ?? name.startIndex
    let dot = name[base...].firstIndex(of: ".") ?? name.endIndex
    let path = Self.withoutMajorVersion(String(name[..<dot]))
    let rest = Self.withoutClosureCounters(name[dot...])
    package = path
    canonical = path + rest
    owner = Self.owner(path, rest)
  }

  private static func withoutTypeArguments(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "[")) else { return name }
    var depth = 0
    var kept = ""
    for character in name {
      if character == "[" { depth += 1 }
      if depth == 0 { kept.append(character) }
      if character == "]" { depth -= 1 }
    }
    return kept
  }

  private static func withoutEscapes(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "%")) else { return name }
    var kept = ""
    var rest = name[...]
    while let percent = rest.firstIndex(of: "%") {
      kept += rest[..<percent]
      let digits = rest[rest.index(after: percent)...].prefix(2)
      if let value = UInt8(digits, radix: 16), digits.count == 2 {
        kept.unicodeScalars.append(Unicode.Scalar(value))
        rest = rest[digits.endIndex...]
      } else {
        kept.append("%")
        rest = rest[rest.index(after: percent)...]
      }
    }
    return kept + rest
  }

  /// What follows the last `vendor/` or `Godeps/_workspace/src/`.
  private static func withoutVendor(_ name: String) -> Substring {
    var rest = name[...]
    for marker in ["vendor/", "Godeps/_workspace/src/"] where rest.utf8.count > marker.utf8.count {
      var search = rest.startIndex
      while let slash = rest[search...].firstIndex(of: marker.first ?? "v") {
        if rest[slash...].hasPrefix(marker),
          slash == rest.startIndex || rest[rest.index(before: slash)] == "/"
        {
          rest = rest[rest.index(slash, offsetBy: marker.count)...]
          search = rest.startIndex
        } else {
          search = rest.index(after: slash)
        }
      }
    }
    return rest
  }

  /// `a/v8/b` is `a/b`; `gopkg.in/mgo.v2` stays, its version being part of the name.
  private static func withoutMajorVersion(_ path: String) -> String {
    guard path.contains("/v") else { return path }
    let elements = path.split(separator: "/", omittingEmptySubsequences: false)
    let kept = elements.enumerated().filter { index, element in
      index == 0
        || !(element.first == "v" && element.count > 1
          && element.dropFirst().allSatisfy(\.isNumber))
    }
    return kept.map(\.element).joined(separator: "/")
  }

  /// `.func1`, `.func1.2`, `.gowrap3` lose their numbers; an inlined closure's outer names stay.
  private static func withoutClosureCounters(_ name: Substring) -> String {
    guard name.contains(where: \.isNumber) || name.hasSuffix("-fm") else { return String(name) }
    var kept: [Substring] = []
    for element in name.split(separator: ".", omittingEmptySubsequences: false) {
      if element.isEmpty {
        kept.append(element)
        continue
      }
      let stem = element.prefix { !$0.isNumber }
      let isCounter = element[stem.endIndex...].allSatisfy(\.isNumber)
      if isCounter, stem.isEmpty, !kept.isEmpty { continue }
      if isCounter, ["func", "gowrap", "deferwrap"].contains(stem) {
        kept.append(stem)
      } else if element.hasSuffix("-fm") {
        kept.append(element.dropLast(3))
      } else {
        kept.append(element)
      }
    }
    return kept.joined(separator: ".")
  }

  private static func owner(_ path: String, _ rest: String) -> String {
    guard rest.hasPrefix("."), rest.count > 1 else { return path }
    let name = rest.dropFirst()
    if name.hasPrefix("("), let close = name.firstIndex(of: ")") {
      return path + "." + name[...close]
    }
    return path
  }
}
