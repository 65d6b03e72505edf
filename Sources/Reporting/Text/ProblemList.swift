import GoroutineDump

/// What could not be read of a dump, or reads oddly.
struct ProblemList {
  private let dump: Dump
  private static let limit = 10

  init(_ dump: Dump) { self.dump = dump }

  func write(to page: inout TextPage) {
    guard !dump.problems.isEmpty else { return }
    page.line()
    page.line([Ink("PROBLEMS IN THE INPUT", .bold)])
    for problem in dump.problems.prefix(Self.limit) {
      let place = problem.line > 0 ? "line \(problem.line): " : ""
      page.paragraph([TextPage.space(2)], place + problem.message)
    }
    let rest = dump.problems.count - Self.limit
    if rest > 0 {
      page.paragraph(
        [TextPage.space(2)], "and \(Quantity.text(rest)) more: --format json lists all", .dim)
    }
  }
}
