/// A Markdown text with keys before it, cut at its headings.
struct MarkdownPage {
  let file: String
  /// The keys, as YAML, which begin in the second line.
  private let frontMatter: Substring
  /// The text of the first heading.
  let title: String
  let sections: [MarkdownSection]

  init(_ text: String, file: String) throws(ConfigurationError) {
    self.file = file
    func error(_ line: Int, _ message: String) -> ConfigurationError {
      ConfigurationError(file: file, line: line, key: "", message: message)
    }
    var lines = TextLines(text)
    guard lines.next() == "---" else {
      throw error(1, "a line `---`, the keys and another line `---` are expected here")
    }
    let start = lines.position
    var end = start
    while true {
      end = lines.position
      guard let line = lines.next() else { throw error(1, "no line `---` ends the keys") }
      if line == "---" { break }
    }
    frontMatter = text[start..<end]
    var title: String?
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
      } else if line.utf8.starts(with: "#".utf8) {
        guard title == nil, sections.isEmpty, line.utf8.starts(with: "# ".utf8) else {
          throw error(lines.number, "a heading of a section is expected here: `## …`")
        }
        title = String(line.dropFirst(2))
        continue
      }
      if sections.isEmpty {
        guard line.isEmpty else {
          throw error(
            lines.number,
            title == nil
              ? "the title is expected here: `# ` and what is found, in one line"
              : "a heading is expected here, such as `## What to change`")
        }
      } else {
        sections[sections.count - 1].lines.append(line)
      }
    }
    guard let title, !title.isEmpty else {
      throw error(lines.number, "a signature needs a title: `# ` and what is found, in one line")
    }
    self.title = title
    self.sections = sections
  }

  /// The keys.
  func keys() throws(ConfigurationError) -> Value {
    try Value(frontMatter: frontMatter, file: file)
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
struct TextLines {
  private let text: String
  /// Where the next line begins.
  private(set) var position: String.Index
  /// The number of the last line, from 1.
  private(set) var number = 0

  init(_ text: String) {
    self.text = text
    position = text.startIndex
  }

  /// The next line, without its end; nil after the last.
  mutating func next() -> Substring? {
    guard position < text.endIndex else { return nil }
    number += 1
    let start = position
    // Over bytes: what belongs to one character does not matter here.
    var end = text.utf8[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
    position = end < text.endIndex ? text.utf8.index(after: end) : end
    if end > start, text.utf8[text.utf8.index(before: end)] == UInt8(ascii: "\r") {
      end = text.utf8.index(before: end)
    }
    return text[start..<end]
  }
}
