/// The line of a program at which goroutines wait, with the lines around it.
public struct SourceExcerpt: Sendable, Hashable {
  /// The path in the repository.
  public var path: String
  /// The line at which they wait, from 1.
  public var line: Int
  /// The number of the first of ``lines``.
  public var firstLine: Int
  /// The lines, without their line feeds.
  public var lines: [String]

  /// Lines of a text around one of them; nil where the text is shorter.
  ///
  /// - Parameters:
  ///   - path: the file, as it is shown.
  ///   - line: the line, from 1.
  ///   - text: the file's text.
  ///   - context: how many lines before it and behind it.
  public init?(path: String, line: Int, of text: String, context: Int = 2) {
    var all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if all.last?.isEmpty == true { all.removeLast() }
    guard line >= 1, line <= all.count, !all[line - 1].isEmpty else { return nil }
    self.path = path
    self.line = line
    firstLine = max(line - context, 1)
    lines = all[firstLine - 1..<min(line + context, all.count)].map(String.init)
  }
}
