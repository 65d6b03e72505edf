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
    "id", "rank", "severity", "count", "minutes", "thresholds", "prior", "match", "analysis",
    "help",
  ]

  /// The signature of a text; `file` is named in errors, and is the id with `.md`.
  ///
  /// - Throws: ``ConfigurationError`` with the file and line of what is wrong.
  package init(
    _ text: String, file: String, usualPrior: Double = Signature.certainPrior
  ) throws(ConfigurationError) {
    let page = try MarkdownPage(text, file: file)
    let keys = try page.keys()
    let fields = try keys.fields(known: Self.keys)
    let texts = try DocumentTexts(page)
    let detection = try Self.detection(fields, keys)
    signature = Signature(
      id: try Self.id(fields, keys), title: page.title,
      summary: texts.summary ?? page.title, cause: texts.cause ?? "", fix: texts.fix ?? "",
      severity: try fields["severity"]?.word(Severity.self) ?? .warning,
      thresholds: try Signature.thresholds(fields, keys),
      prior: try Signature.prior(fields, else: usualPrior), lookAlikes: texts.lookAlikes,
      sources: texts.sources, help: try fields["help"]?.text() ?? "", example: texts.example,
      detection: detection)
    rank = try fields["rank"]?.number() ?? .max
  }

  /// The id, which is the file's name too: one is found by the other.
  private static func id(
    _ fields: [String: Value], _ keys: Value
  ) throws(ConfigurationError) -> String {
    guard let value = fields["id"] else {
      throw keys.error("a signature needs an `id`, such as worker-stuck")
    }
    let id = try Signature.id(value)
    let name = keys.file.split(separator: "/").last.map(String.init) ?? ""
    guard name == id + ".md" || !name.hasSuffix(".md") else {
      throw value.error("the file of \(quoted(id)) is \(quoted(id + ".md"))")
    }
    return id
  }

  private static func detection(
    _ fields: [String: Value], _ keys: Value
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
    if let rule = analysis.series { return .series(rule) }
    return .analysis(pattern ?? GroupPattern(), analysis)
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
