/// The texts of a signature.
package struct SignatureTexts: Sendable {
  var summary: String
  var cause = ""
  var fix = ""
  var example = Signature.Example(stack: "", before: "", after: "")
  var lookAlikes: [String] = []
  var sources: [String] = []
}

extension SignatureTexts {
  /// The headings, in the order in which documents have them.
  package enum Heading: String, CaseIterable {
    case summary = "What the dump shows"
    case cause = "Why it happens"
    case fix = "What to change"
    case stack = "Example stack"
    case before = "Leaking code"
    case after = "Fixed code"
    case lookAlikes = "Healthy look-alikes"
    case sources = "Seen in"
  }

  /// The sections of a page; where none says what the dump shows, the title does.
  init(_ page: MarkdownPage) throws(ConfigurationError) {
    self.init(summary: page.title)
    var known: Set<Heading> = []
    for section in try page.sections() {
      guard let heading = Heading(rawValue: section.heading) else {
        let headings = Heading.allCases.map(\.rawValue)
        let nearest = Nearest.match(section.heading, in: headings)
        throw section.error(
          "there is no section \(quoted(section.heading))"
            + (nearest.map { "; did you mean `\($0)`?" } ?? "; sections are \(list(headings))"))
      }
      guard known.insert(heading).inserted else {
        throw section.error("the section \(quoted(section.heading)) stands twice")
      }
      switch heading {
      case .summary: summary = try section.paragraph()
      case .cause: cause = try section.paragraph()
      case .fix: fix = try section.paragraph()
      case .stack: example.stack = try section.block()
      case .before: example.before = try section.block()
      case .after: example.after = try section.block()
      case .lookAlikes: lookAlikes = try section.items()
      case .sources: sources = try section.items()
      }
    }
  }
}
