import PCRE2
import YAML

/// A signature as a page: keys between two lines of `---`, a title, and a section for each text.
///
/// ```markdown
/// ---
/// id: worker-stuck
/// severity: warning
/// thresholds: {warning: 10, error: 100, minutes: 10}
/// match:
///   state: chan receive
///   top: main.(*pool).worker
/// ---
///
/// # workers that wait for a job nobody sends
///
/// ## What to change
///
/// Close the channel of jobs.
/// ```
package struct SignatureDocument: Sendable {
  /// The signature.
  package let signature: Signature
  /// Its place among those of its folder: what a smaller one explains, a larger one leaves alone.
  let rank: Int

  private static let keys = [
    "id", "rank", "severity", "usually", "count", "minutes", "thresholds", "prior", "match",
    "analysis",
    "message", "help",
  ]

  /// The signature of a text; `file` is named in errors, and is the id with `.md`.
  ///
  /// - Throws: ``ConfigurationError`` with the file and line of what is wrong.
  package init(_ text: String, file: String) throws(ConfigurationError) {
    let parts: FrontMatter
    do {
      parts = try FrontMatter(text)
    } catch {
      throw ConfigurationError(file: file, line: error.line, key: "", message: error.message)
    }
    let keys = try Value(frontMatter: parts, file: file)
    let page = try MarkdownPage(String(parts.page), lineOffset: parts.pageOffset, file: file)
    let texts = try SignatureTexts(page)
    try self.init(
      keys, title: page.title, texts: LazyTexts { texts }, usualPrior: Signature.certainPrior)
  }

  /// The signature of a document of the catalogue; its texts are read when they are asked for.
  init(_ document: EmbeddedDocument) throws(ConfigurationError) {
    let page = try MarkdownPage(
      document.page, lineOffset: document.pageOffset, file: document.file)
    let texts = LazyTexts {
      do throws(ConfigurationError) {
        return try SignatureTexts(page)
      } catch {
        // A test reads every text of the catalogue.
        fatalError("the catalogue is broken: \(error)")
      }
    }
    try self.init(
      try document.values(), title: page.title, texts: texts, usualPrior: Signature.usualPrior)
  }

  private init(
    _ keys: Value, title: String, texts: LazyTexts, usualPrior: Double
  ) throws(ConfigurationError) {
    let fields = try keys.fields(known: Self.keys)
    var signature = Signature(
      id: try Self.id(fields, keys), title: title,
      severity: try fields["severity"]?.word(Severity.self) ?? .warning,
      thresholds: try Signature.thresholds(fields, keys),
      prior: try Signature.prior(fields, else: usualPrior), help: try fields["help"]?.text() ?? "",
      texts: texts, detection: try Self.detection(fields, keys),
      messages: try Self.messages(fields))
    if let usual = try fields["usually"]?.word(Severity.self) { signature.usualSeverity = usual }
    self.signature = signature
    rank = try fields["rank"]?.number() ?? .max
  }

  /// The id, which is the file's name too: one is found by the other.
  private static func id(
    _ fields: Value.Fields, _ keys: Value
  ) throws(ConfigurationError) -> String {
    guard let value = fields["id"] else {
      throw keys.error("a signature needs an `id`, such as worker-stuck")
    }
    let id = try Signature.id(value)
    let name = id + ".md"
    guard keys.file == name || keys.file.hasSuffix("/" + name) else {
      throw value.error("the file of \(quoted(id)) is \(quoted(name))")
    }
    return id
  }

  private static func messages(
    _ fields: Value.Fields
  ) throws(ConfigurationError) -> [Pattern] {
    guard let value = fields["message"] else { return [] }
    guard let name = fields["analysis"], let analysis = Analyses.byName[try name.text()],
      !analysis.endings.isEmpty
    else {
      throw value.error("`message` needs an `analysis` of how a program ended, such as panic")
    }
    var messages: [Pattern] = []
    for entry in try value.entries() {
      messages.append(try PatternSyntax.text(entry, options: .interpreted))
    }
    return messages
  }

  private static func detection(
    _ fields: Value.Fields, _ keys: Value
  ) throws(ConfigurationError) -> Signature.Detection {
    var pattern: GroupPattern?
    if let match = fields["match"] {
      pattern = try GroupPattern(try match.fields(known: GroupPattern.keys), of: match)
    }
    guard let name = fields["analysis"] else {
      guard let pattern else {
        throw keys.error("which goroutines are meant? Give `match`, with at least `top` or `state`")
      }
      return .pattern(pattern)
    }
    let text = try name.text()
    guard let analysis = Analyses.byName[text] else {
      let nearest = Nearest.match(text, in: Analyses.byName.keys)
      throw name.error(
        "there is no analysis \(quoted(text))"
          + (nearest.map { "; did you mean `\($0)`?" } ?? "; leave `analysis` out"))
    }
    guard analysis.isOfWholeDump || pattern != nil else {
      throw name.error("this analysis needs `match`, the goroutines to look at")
    }
    guard !analysis.isOfWholeDump || pattern == nil else {
      throw name.error("this analysis looks at all goroutines: leave `match` out")
    }
    return analysis.series == nil ? .analysis(pattern, analysis) : .series(analysis)
  }
}

extension SignatureDocument: Comparable {
  /// Whether one is asked before another.
  package static func < (left: Self, right: Self) -> Bool {
    (left.rank, left.signature.id) < (right.rank, right.signature.id)
  }

  /// Whether two have the same place.
  package static func == (left: Self, right: Self) -> Bool {
    (left.rank, left.signature.id) == (right.rank, right.signature.id)
  }
}
