/// The name of a function as fingerprints know it: the canonical one, less what the compiler's
/// choices and versions put into the names of closures.
///
/// - `go f(x)` makes a wrapper: `main.run.func1` until Go 1.21, `main.run.gowrap1` since.
/// - A closure of a function that was inlined has the names of both since Go 1.21:
///   `main.run.func1` becomes `main.main.run.func1` where `main` inlines `run`.
/// - A closure outside any function is `main.glob..func1`, then `main.init.func1`.
enum StableName {
  static func of(_ name: String) -> String {
    if isPlain(Array(name.utf8).span) { return name }
    let canonical = FunctionName(name).canonical
    return hasClosure(canonical) ? closure(canonical) : canonical
  }

  /// Whether one of the words stands in the name that closures are known by. Over bytes: searching
  /// a string for a string takes a hundred times as long.
  private static func hasClosure(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    for index in bytes.indices {
      let words: [[UInt8]]
      switch bytes[index] {
      case UInt8(ascii: "."): words = closureWords
      case UInt8(ascii: "-"): words = rangeWords
      default: continue
      }
      let rest = bytes[(index + 1)...]
      if words.contains(where: rest.starts(with:)) { return true }
    }
    return false
  }

  private static let closureWords = ["func", "gowrap", "deferwrap"].map { Array($0.utf8) }
  private static let rangeWords = [Array("range".utf8)]

  /// `package.owner.func`, whatever the closure is nested in.
  private static func closure(_ name: String) -> String {
    // Over bytes: splitting a string into characters takes ten times as long.
    let utf8 = name.utf8
    let slash =
      utf8.lastIndex(of: UInt8(ascii: "/")).map { utf8.index(after: $0) } ?? utf8.startIndex
    guard let dot = utf8[slash...].firstIndex(of: UInt8(ascii: ".")) else { return name }
    var elements = utf8[dot...].split(separator: UInt8(ascii: ".")).map { bytes -> Substring in
      let element = Substring(bytes)
      // The body of a range over a function: `run-range1`.
      let range = bytes.indices.first {
        bytes[$0] == UInt8(ascii: "-") && bytes[$0...].starts(with: "-range".utf8)
      }
      return range.map { element[..<$0] } ?? element
    }
    let isMarker: (Substring) -> Bool = { ["func", "gowrap", "deferwrap", "dwrap"].contains($0) }
    guard let marker = elements.lastIndex(where: isMarker) else {
      return name[..<dot] + elements.map { "." + $0 }.joined()
    }
    elements.removeSubrange(marker...)
    elements.removeAll(where: isMarker)
    guard let last = elements.last else { return name[..<dot] + ".func" }
    let function = last == "glob" ? "init" : last
    let receiver = elements.dropLast().last.map { $0.hasPrefix("(") ? ".\($0)" : "" } ?? ""
    return name[..<dot] + receiver + "." + function + ".func"
  }

  /// Whether nothing stands in the name that is taken out: true for most.
  static func isPlain(_ name: Span<UInt8>) -> Bool {
    for index in name.indices {
      let byte = name[index]
      // Nearly all bytes are letters in lower case, which stand behind all others in ASCII.
      if byte > UInt8(ascii: "[") { continue }
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "%"): return false
      // The counter of a closure, or a major version's.
      case UInt8(ascii: "0")...UInt8(ascii: "9"): return false
      // `-fm` and `-range`.
      case UInt8(ascii: "-") where index + 1 < name.count:
        if name[index + 1] == UInt8(ascii: "f") || name[index + 1] == UInt8(ascii: "r") {
          return false
        }
      // The `vendor/` and `Godeps/_workspace/src/` elements.
      case UInt8(ascii: "/") where index > 0:
        if name[index - 1] == UInt8(ascii: "r") || name[index - 1] == UInt8(ascii: "c") {
          return false
        }
      default: break
      }
    }
    return true
  }
}
