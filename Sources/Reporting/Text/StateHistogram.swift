import LeakAnalysis

/// The states of a dump, with a bar for each.
struct StateHistogram {
  private let summary: Summary
  private static let stateLimit = 8
  /// Columns of the bar for all goroutines.
  private static let longestBar = 40

  init(_ analysis: DumpAnalysis) { summary = Summary([analysis]) }

  func write(to page: inout TextPage) {
    page.line([Ink("STATES", .bold)])
    // One state more than the limit takes no more room than saying so.
    let isCut = summary.states.count > Self.stateLimit + 1
    let states = isCut ? Array(summary.states.prefix(Self.stateLimit)) : summary.states
    let counts = states.map { Quantity.text($0.count) }
    let names = states.map { Sanitizer.sanitized($0.name) }
    let countWidth = counts.map(\.displayWidth).max() ?? 0
    let nameWidth = Swift.min(names.map(\.displayWidth).max() ?? 0, page.options.width / 2)
    let room = page.options.width - countWidth - nameWidth - 12
    let scale = Swift.max(Swift.min(room, Self.longestBar), 1)
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    for (place, state) in states.enumerated() {
      let bar = Self.bar(
        Double(state.count * scale) / Double(summary.goroutines), page.options.usesUnicode)
      page.line([
        Ink("  " + counts[place].leftPadded(to: countWidth) + "  "),
        Ink(shortener.shorten(names[place], to: nameWidth).padded(to: nameWidth)),
        Ink(Quantity.percent(state.count, of: summary.goroutines).leftPadded(to: 6) + "  ", .dim),
        Ink(bar, .bar),
      ])
    }
    if isCut {
      let rest = summary.states.dropFirst(Self.stateLimit)
      let goroutines = rest.reduce(0) { $0 + $1.count }
      page.line([
        Ink("  " + Quantity.text(goroutines).leftPadded(to: countWidth) + "  "),
        Ink("in \(rest.count) more states", .dim),
      ])
    }
    page.line()
  }

  /// A bar of so many columns, to the eighth; never empty.
  static func bar(_ length: Double, _ usesUnicode: Bool) -> String {
    guard usesUnicode else {
      return String(repeating: "#", count: Swift.max(Int(length.rounded()), 1))
    }
    let eighths = Swift.max(Int((length * 8).rounded()), 1)
    let tail = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + tail
  }
}
