/// The texts of a signature's document, each under its heading.
struct DocumentTexts {
  private(set) var summary: String?
  private(set) var cause: String?
  private(set) var fix: String?
  private(set) var example = Signature.Example(stack: "", before: "", after: "")
  private(set) var lookAlikes: [String] = []
  private(set) var sources: [String] = []

  /// The headings, in the order in which documents have them.
  enum Heading: String, CaseIterable {
    case summary = "What the dump shows"
    case cause = "Why it happens"
    case fix = "What to change"
    case stack = "Example stack"
    case before = "Leaking code"
    case after = "Fixed code"
    case lookAlikes = "Healthy look-alikes"
    case sources = "Seen in"
  }

  init(_ page: MarkdownPage) throws(ConfigurationError) {
    var known: Set<Heading> = []
    for section in page.sections {
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
