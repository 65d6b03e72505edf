import LeakAnalysis

/// Who keeps the goroutines of a finding waiting, as a list: the root first, each with those behind it.
struct BlockerList {
  let blockers: [BlockedBy]
  let paths: SourcePaths

  private static let most = 6

  var markup: Markup {
    guard !blockers.isEmpty else { return "" }
    let items = blockers.prefix(Self.most).map(item)
    return "<div><dt>Blocked by</dt><dd><ul class=\"blockers\">\(items)</ul></dd></div>"
  }

  private func item(_ blocker: BlockedBy) -> Markup {
    let who: Markup =
      blocker.goroutine == 0 ? "a goroutine" : Markup.goroutine(blocker.goroutine)
    var state = blocker.state
    if let minutes = blocker.waitMinutes { state += " \(Quantity.duration(minutes: minutes))" }
    let waiting = blocker.waiting.prefix(Self.most).map { waiting -> Markup in
      """
      <li>\(Quantity.text(waiting.count)) in \(waiting.operation) \
      \(Markup.function(waiting.site.function))\(file(waiting.site))</li>
      """
    }
    return """
      <li><strong>\(who)</strong> \(Markup.function(blocker.site.function))\(file(blocker.site)), \
      \(state), \(blocker.activity) \
      <span class="dim">(\(blocker.grade.rawValue): \(blocker.reason); \
      \(Quantity.text(blocker.behind)) behind it)</span><ul>\(waiting)</ul></li>
      """
  }

  private func file(_ place: Place) -> Markup {
    place.file.isEmpty ? "" : " <small>\(paths.path(of: place.file)):\(place.line)</small>"
  }
}
