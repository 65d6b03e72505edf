/// Sets lines and paragraphs into an output, in a page's width.
struct TextPage: ~Copyable {
  let options: TextOptions
  private var output: ReportOutput

  init(_ output: consuming ReportOutput, _ options: TextOptions) {
    self.output = output
    self.options = options
  }

  /// Columns for sentences.
  var sentenceWidth: Int { Swift.min(options.width, TextOptions.sentenceWidth) }

  mutating func line() { output.write("\n") }

  mutating func line(_ inks: [Ink]) {
    put(inks)
    output.write("\n")
  }

  /// A sentence in the lines it needs, behind a label on the first and spaces on the others.
  mutating func paragraph(_ label: [Ink], _ text: String, _ style: Ink.Style = .plain) {
    let indent = label.width
    let lines = Wrapping.lines(Sanitizer.sanitized(text), width: sentenceWidth - indent)
    var prefix = label
    for line in lines {
      self.line(prefix + [Ink(line, style)])
      prefix = [Self.space(indent)]
    }
  }

  /// Phrases side by side where they fit, each else on a line of its own, behind a label.
  mutating func flow(_ label: [Ink], _ phrases: [[Ink]], gap: Int = 2) {
    let indent = label.width
    var line = label
    var isEmpty = true
    for phrase in phrases {
      if !isEmpty, line.width + gap + phrase.width > options.width {
        self.line(line)
        line = [Self.space(indent)]
        isEmpty = true
      }
      if !isEmpty { line.append(Self.space(gap)) }
      line += phrase
      isEmpty = false
    }
    self.line(line)
  }

  /// Hands on all that was set.
  mutating func finish() { output.flush() }

  static func space(_ count: Int) -> Ink { Ink(String(repeating: " ", count: count)) }

  private mutating func put(_ inks: [Ink]) {
    var blanks = ""
    for ink in inks where !ink.text.isEmpty {
      // Spaces wait for what follows them, so that no line ends with any.
      if ink.text.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) {
        blanks += ink.text
        continue
      }
      output.write(blanks)
      blanks = ""
      let target = options.usesHyperlinks ? ink.link.flatMap(FileLink.target) : nil
      if let target { output.write("\u{1b}]8;;\(target)\u{1b}\\") }
      if options.usesColor, let code = ink.style.code {
        output.write("\u{1b}[\(code)m")
        output.write(ink.text)
        output.write("\u{1b}[0m")
      } else {
        output.write(ink.text)
      }
      if target != nil { output.write("\u{1b}]8;;\u{1b}\\") }
    }
  }
}

/// Breaks sentences into lines.
enum Wrapping {
  /// The lines of a text, each at most so many columns wide; a longer word is broken.
  static func lines(_ text: String, width: Int) -> [String] {
    let width = Swift.max(width, 1)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, line.displayWidth + 1 + word.displayWidth <= width {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while word.displayWidth > width {
        let piece = word.prefix(columns: width)
        // A character may be wider than the page: it is set all the same.
        guard !piece.isEmpty else { break }
        lines.append(String(piece))
        word = String(word[piece.endIndex...])
      }
      line = word
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}
