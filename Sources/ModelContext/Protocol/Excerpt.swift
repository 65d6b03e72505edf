import Reporting

/// Words of others as they may stand in an answer: without control characters, and not longer than
/// they are worth.
enum Excerpt {
  /// Characters of a name that is repeated in an error.
  static let longest = 200
  /// Characters of a text of a dump in structured content: longer names say nothing more.
  static let longestText = 600

  /// A name, for an error.
  static func of(_ text: String) -> String { cut(text, longest) }

  /// A text of a dump, for structured content.
  static func json(_ text: String) -> JSON { .string(cut(text, longestText)) }

  private static func cut(_ text: String, _ limit: Int) -> String {
    // Bytes first: counting the characters of a name of 16 MB takes long.
    guard text.utf8.count > limit else { return Sanitizer.sanitized(text) }
    return Sanitizer.sanitized(String(text.prefix(limit))) + "..."
  }
}
