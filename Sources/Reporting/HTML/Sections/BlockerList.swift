import LeakAnalysis

/// Who keeps the goroutines of a finding waiting, as a list: the root first, each with those behind it.
struct BlockerList {
  let blockers: [BlockedBy]
  let paths: SourcePaths
  /// The stack of a group, for whoever opens a goroutine.
  let stack: (_ group: Int) -> Markup

  private static let most = 6

  var markup: Markup {
    guard !blockers.isEmpty else { return "" }
    let items = blockers.prefix(Self.most).map(item)
    return "<div><dt>Blocked by</dt><dd><ul class=\"blockers\">\(items)</ul></dd></div>"
  }

  private func item(_ blocker: BlockedBy) -> Markup {
    let who: Markup =
      blocker.goroutine == 0 ? "\(blocker.name)" : Markup.goroutine(blocker.goroutine)
    var state = blocker.state
    if let minutes = blocker.waitMinutes { state += " \(Quantity.duration(minutes: minutes))" }
    let waiting = blocker.waiting.prefix(Self.most).map { waiting -> Markup in
      """
      <li>\(Quantity.text(waiting.count)) in \(waiting.operation) \
      \(Markup.function(waiting.site.function))\(file(waiting.site))</li>
      """
    }
    return """
      <li><details><summary><strong>\(who)</strong> \
      \(Markup.function(blocker.site.function))\(file(blocker.site)) \(state), \(blocker.activity) \
      <span class="dim">(\(blocker.grade.rawValue): \(blocker.reason); \
      \(Quantity.text(blocker.behind)) behind it)</span></summary>\(stack(blocker.group))</details>\
      <ul>\(waiting)</ul></li>
      """
  }

  private func file(_ place: Place) -> Markup {
    place.file.isEmpty ? "" : " <small>\(paths.path(of: place.file)):\(place.line)</small>"
  }
}
