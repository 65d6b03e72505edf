/// A Markdown text with a title, cut at the headings of its sections.
struct MarkdownPage: Sendable {
  /// The text of the first heading.
  let title: String
  /// What follows the title.
  private let rest: TextLines
  private let file: String

  /// The page of a text that follows so many lines of its file; only the title is read.
  init(_ text: String, lineOffset: Int, file: String) throws(ConfigurationError) {
    self.file = file
    var lines = TextLines(text, lineOffset: lineOffset)
    var line = lines.next()
    while let empty = line, empty.isEmpty { line = lines.next() }
    guard let line, line.utf8.starts(with: "# ".utf8), line.utf8.count > 2 else {
      throw ConfigurationError(
        file: file, line: max(lines.number, 1), key: "",
        message: "the title is expected here: `# ` and what is found, in one line")
    }
    title = String(line.dropFirst(2))
    rest = lines
  }

  /// The sections, cut at headings that are in no block of code.
  func sections() throws(ConfigurationError) -> [MarkdownSection] {
    var lines = rest
    var sections: [MarkdownSection] = []
    /// The backticks that end the block of code that the line is in.
    var fence: Substring?
    while let line = lines.next() {
      if let ticks = fence {
        if line == ticks { fence = nil }
      } else if line.utf8.starts(with: "```".utf8) {
        fence = line.prefix { $0 == "`" }
      } else if line.utf8.starts(with: "## ".utf8) {
        sections.append(
          MarkdownSection(
            heading: String(line.dropFirst(3)), file: file, line: lines.number, lines: []))
        continue
      }
      let isHeading = fence == nil && line.utf8.first == UInt8(ascii: "#")
      guard !isHeading, !sections.isEmpty || line.isEmpty else {
        throw ConfigurationError(
          file: file, line: lines.number, key: "",
          message: "a section is expected here, such as `## What to change`")
      }
      if !sections.isEmpty { sections[sections.count - 1].lines.append(line) }
    }
    return sections
  }
}

/// What stands under one heading.
struct MarkdownSection {
  let heading: String
  let file: String
  /// The heading's line, from 1.
  let line: Int
  /// The lines below it.
  var lines: [Substring]

  /// An error about this section, or about a line below its heading.
  func error(_ message: String, below: Int = 0) -> ConfigurationError {
    ConfigurationError(file: file, line: line + below, key: "", message: message)
  }

  /// All words, as one paragraph.
  func paragraph() throws(ConfigurationError) -> String {
    var text = ""
    for (number, line) in lines.enumerated() where !line.isEmpty {
      if line.utf8.starts(with: "```".utf8) {
        throw error("a text is expected here, no block of code", below: number + 1)
      }
      if !text.isEmpty { text += " " }
      text += line
    }
    guard !text.isEmpty else { throw error("a text is expected under this heading") }
    return text
  }

  /// The lines of the block between backticks.
  func block() throws(ConfigurationError) -> String {
    guard let start = lines.firstIndex(where: { !$0.isEmpty }),
      lines[start].utf8.starts(with: "```".utf8)
    else { throw error("a block between lines of ``` is expected under this heading") }
    let fence = lines[start].prefix { $0 == "`" }
    guard let end = lines[(start + 1)...].firstIndex(of: fence) else {
      throw error("no line \(fence) ends this block", below: start + 1)
    }
    if let more = lines[(end + 1)...].firstIndex(where: { !$0.isEmpty }) {
      throw error("nothing but one block is expected under this heading", below: more + 1)
    }
    return lines[(start + 1)..<end].joined(separator: "\n")
  }

  /// The entries of a list.
  func items() throws(ConfigurationError) -> [String] {
    var items: [String] = []
    for (number, line) in lines.enumerated() where !line.isEmpty {
      if line.utf8.starts(with: "- ".utf8) {
        items.append(String(line.dropFirst(2)))
      } else if line.utf8.starts(with: "  ".utf8), !items.isEmpty {
        items[items.count - 1] += line.dropFirst(1)
      } else {
        throw error("an entry of a list is expected here: `- …`", below: number + 1)
      }
    }
    return items
  }
}

/// The lines of a text, one after the other.
struct TextLines: Sendable {
  private let text: String
  /// Where the next line begins, in bytes.
  private var position = 0
  /// The number of the last line in its file, from 1.
  private(set) var number: Int

  init(_ text: String, lineOffset: Int) {
    self.text = text
    number = lineOffset
  }

  /// The next line, without its end; nil after the last.
  mutating func next() -> Substring? {
    let bytes = text.utf8.span
    guard position < bytes.count else { return nil }
    number += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    var end = position
    if position < bytes.count { position += 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let first = text.utf8.index(text.startIndex, offsetBy: start)
    return text[first..<text.utf8.index(first, offsetBy: end - start)]
  }
}
