import LeakAnalysis

/// Who keeps the goroutines of a finding waiting, the root first, each with those that wait for it.
struct BlockerTree {
  private let blockers: [BlockedBy]

  /// So many blockers are shown, and so many kinds of waiters of each.
  private static let most = 3
  private static let mostWaiting = 3

  init(_ blockers: [BlockedBy]) { self.blockers = Array(blockers.prefix(Self.most)) }

  func write(_ label: [Ink], to page: inout TextPage) {
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    var label = label
    let indent = label.width
    for (number, blocker) in blockers.enumerated() {
      write(blocker, label, &shortener, to: &page)
      label = [TextPage.space(indent)]
      // Those who wait for the same stand under the last of who may end their wait.
      let next = number + 1 < blockers.count ? blockers[number + 1] : nil
      if next?.waiting != blocker.waiting {
        write(blocker.waiting, indent, &shortener, to: &page)
      }
    }
  }

  private func write(
    _ blocker: BlockedBy, _ label: [Ink], _ shortener: inout NameShortener, to page: inout TextPage
  ) {
    let room = page.options.width - label.width
    var phrases = [[Ink(blocker.name, .bold)]]
    phrases.append([Ink(shortener.shorten(blocker.site.function, to: room), .bold)])
    if !blocker.site.file.isEmpty {
      phrases.append([Ink(blocker.site.shortFile, .place, link: blocker.site.file)])
    }
    var state = blocker.state
    if let minutes = blocker.waitMinutes { state += " \(Quantity.duration(minutes: minutes))" }
    phrases.append([Ink("\(state), \(blocker.activity)")])
    phrases.append([Ink("(\(blocker.grade.rawValue): \(blocker.reason))", .dim)])
    page.flow(label, phrases)
  }

  /// Those who wait for one goroutine.
  func write(_ waiting: [BlockedBy.Waiting], _ indent: Int, to page: inout TextPage) {
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    write(waiting, indent, &shortener, to: &page)
  }

  private func write(
    _ waiting: [BlockedBy.Waiting], _ indent: Int, _ shortener: inout NameShortener,
    to page: inout TextPage
  ) {
    let shown = waiting.prefix(Self.mostWaiting)
    let rest = waiting.dropFirst(Self.mostWaiting).reduce(0) { $0 + $1.count }
    let counts = shown.map { Quantity.text($0.count) }
    let width = counts.map(\.displayWidth).max() ?? 0
    let operations = shown.map(\.operation.displayWidth).max() ?? 0
    let (branch, end) = page.options.usesUnicode ? ("├ ", "└ ") : ("|- ", "`- ")
    for (number, waiter) in shown.enumerated() {
      let isLast = number == shown.count - 1 && rest == 0
      let label = [
        TextPage.space(indent), Ink(isLast ? end : branch, .dim),
        Ink(counts[number].leftPadded(to: width)),
        Ink(" in \(waiter.operation.padded(to: operations))"), TextPage.space(2),
      ]
      var phrases = [
        [Ink(shortener.shorten(waiter.site.function, to: page.options.width - label.width))]
      ]
      if !waiter.site.file.isEmpty {
        phrases.append([Ink(waiter.site.shortFile, .place, link: waiter.site.file)])
      }
      page.flow(label, phrases)
    }
    if rest > 0 {
      page.line([
        TextPage.space(indent), Ink(end, .dim), Ink("\(Quantity.text(rest)) more"),
      ])
    }
  }
}
