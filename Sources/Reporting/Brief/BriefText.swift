/// Lines of ASCII that never take more than a number of bytes.
struct BriefText {
  private(set) var text = ""
  /// Bytes that may still be added.
  private(set) var room: Int

  /// Columns of a line: longer sentences say little more.
  private static let longest = 300

  init(room: Int) { self.room = room }

  /// Whether some lines fit, with bytes left for what must stand below them.
  func fits(_ lines: [String], leaving reserve: Int = 0) -> Bool {
    lines.reduce(reserve) { $0 + $1.utf8.count + 1 } <= room
  }

  /// Adds lines that were made by ``line(_:indent:)``, all or none.
  ///
  /// - Returns: whether they fit.
  @discardableResult
  mutating func add(_ lines: [String], leaving reserve: Int = 0) -> Bool {
    guard fits(lines, leaving: reserve) else { return false }
    for line in lines {
      text += line + "\n"
      room -= line.utf8.count + 1
    }
    return true
  }

  /// One line: what is no ASCII as an escape, blanks single, what is too long cut.
  static func line(_ words: String, indent: Int = 0) -> String {
    var line = String(repeating: " ", count: indent)
    var isBlank = false
    // Bytes first: a name of a damaged dump can have millions.
    for scalar in words.unicodeScalars.prefix(longest) {
      if scalar == " " || scalar == "\n" || scalar == "\t" {
        isBlank = true
        continue
      }
      if isBlank { line += " " }
      isBlank = false
      if scalar.value > 0x20, scalar.value < 0x7f {
        line.unicodeScalars.append(scalar)
      } else if let plain = plain(scalar) {
        line += plain
      } else {
        line += "\\u{" + String(scalar.value, radix: 16) + "}"
      }
    }
    let isCut = words.unicodeScalars.dropFirst(longest).first != nil
    guard isCut || line.utf8.count > longest else { return line }
    return line.prefix(longest - 3) + "..."
  }

  /// The ASCII for what sentences of reports are set with.
  private static func plain(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "–", "—": "-"
    case "…": "..."
    case "’": "'"
    default: nil
    }
  }
}
