/// Takes out of a text what says more of a machine and its people than of the program: homes, hosts,
/// addresses.
///
/// ```swift
/// Redaction.path("/home/alice/src/pay/main.go")  // ~/src/pay/main.go
/// Redaction.path(#"\\BUILD7\share\pay\main.go"#)  // \\redacted\share\pay\main.go
/// ```
///
/// What is needed to find a place stays: the path below the home, the file, functions, lines.
public enum Redaction {
  /// What stands for something that was taken out.
  public static let mark = "redacted"

  /// A path without the home or the host that it begins with; a relative one is left as it is.
  public static func path(_ path: String) -> String {
    let parts = PathParts(path)
    guard parts.isAbsolute else { return path }
    if let end = parts.homeEnd { return "~" + path[end...] }
    if let host = parts.host { return path[..<host.lowerBound] + mark + path[host.upperBound...] }
    return path
  }

  /// The last part of a path: a capture without the folders it lies in.
  public static func name(ofFile path: String) -> String {
    path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? path
  }

  /// A function's name; before modules, Go named packages outside of GOPATH by their folder:
  /// `_/home/alice/pay.run`.
  public static func function(_ name: String) -> String {
    name.hasPrefix("_/") ? "_" + path(String(name.dropFirst())) : name
  }

  /// A sentence, in which every word that is a path is redacted, and every address is gone.
  public static func sentence(_ text: String) -> String {
    var result = ""
    var word = ""
    for character in text {
      if " \t\n\"'`(),;=<>[]{}".contains(character) {
        result += redacted(word: word)
        result.append(character)
        word = ""
      } else {
        word.append(character)
      }
    }
    return result + redacted(word: word)
  }

  private static func redacted(word: String) -> String {
    if let address = word.firstRange(of: "0x") {
      let digits = word[address.upperBound...].prefix(while: \.isHexDigit)
      // Smaller numbers are offsets and sizes.
      if digits.count > 4 { return word[..<address.upperBound] + "..." + word[digits.endIndex...] }
    }
    return word.hasPrefix("_/") ? function(word) : path(word)
  }
}

/// A path, taken apart as Unix and Windows spell it.
private struct PathParts {
  private(set) var isAbsolute = false
  /// Where the home ends, before its separator; nil where the path is in none.
  private(set) var homeEnd: String.Index?
  /// The host of a UNC path, or of one that an automounter made.
  private(set) var host: Range<String.Index>?

  init(_ path: String) {
    let isSeparator = { (character: Character) in character == "/" || character == "\\" }
    let parts = path.split(whereSeparator: isSeparator)
    guard let first = parts.first else { return }
    let hasDrive = first.count == 2 && first.last == ":" && first.first?.isLetter ?? false
    isAbsolute = hasDrive || path.first.map(isSeparator) ?? false || first == ".."
    guard isAbsolute else { return }
    if first == "root" || first == "var" && parts.count > 1 && parts[1] == "root" {
      homeEnd = first == "root" ? first.endIndex : parts[1].endIndex
      return
    }
    var depth = 0
    for (place, part) in parts.enumerated() where part != ".." && part != "." {
      let next = place + 1 < parts.count ? parts[place + 1] : nil
      if let next, Self.holdsHomes(part, depth: depth, hasDrive: hasDrive) {
        homeEnd = next.endIndex
        return
      }
      depth += 1
    }
    let isUNC = path.hasPrefix("\\\\") || path.hasPrefix("//")
    if isUNC, first != "?", first != "." {
      host = first.startIndex..<first.endIndex
    } else if first == "net", parts.count > 2 {
      host = parts[1].startIndex..<parts[1].endIndex
    }
  }

  /// Whether the folders below a part are people's; a package may be called `home` or `users` too,
  /// but not so near the root.
  private static func holdsHomes(_ part: Substring, depth: Int, hasDrive: Bool) -> Bool {
    switch part {
    case "home": depth < 4
    case "Users", "Documents and Settings": true
    default: hasDrive && part.lowercased() == "users"
    }
  }
}
