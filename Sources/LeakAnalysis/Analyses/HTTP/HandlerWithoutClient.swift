import GoroutineDump

extension Analysis {
  /// Handlers of net/http's server whose connections nobody watches any more, parked in the program's
  /// own code. That they are unwatched is an indicator's to weigh.
  static let handlerWithoutClient = Analysis("handler-without-client") { candidates in
    let context = candidates.context
    return candidates.places().compactMap { groups in
      guard context.parksInOwnCode(groups[0]) else { return nil }
      let count = context.count(of: groups)
      let gone = context.handlersWithoutClient(groups)
      guard gone > 0 else { return nil }
      return Sighting(
        groups: groups,
        strength: candidates.measure(groups, count: gone)
          * PlaceFacts.unit(2 * Double(gone) / Double(count) - 1),
        measure: gone, doing: "handle requests and wait")
    }
  }

  /// Handlers that http.TimeoutHandler has given up: the goroutine that served the connection, which
  /// started them, has ended.
  static let timeoutHandler = Analysis("timeout-handler") { candidates in
    let context = candidates.context
    guard context.showsWholeProgram else { return [] }
    return candidates.places().compactMap { groups in
      var (named, gone) = (0, 0)
      context.analysis.forEachSampled(groups) { record in
        guard record.creator > 0 else { return }
        named += 1
        if !context.analysis.ids.contains(record.creator) { gone += 1 }
      }
      // Without the creators' ids it cannot be told who was given up.
      guard named > 0 else { return nil }
      return Sighting(
        groups: groups,
        strength: candidates.measure(groups)
          * PlaceFacts.unit((Double(gone) / Double(named) - 0.5) / 0.4),
        doing: "run handlers that have exceeded their timeout")
    }
  }
}
