import GoroutineDump

extension Analysis {
  /// A panic: what it says, and who panicked.
  static let panic = Analysis("panic", endings: [.panic]) { candidates, failure in
    guard let culprit = Culprit(in: candidates.context) else {
      return [
        .statement([], failure.words + ["the text does not show the goroutine that panicked"])
      ]
    }
    return [
      .statement([culprit.group], failure.words + [culprit.sentence], site: culprit.place)
    ]
  }

  /// A panic of who waited in vain, such as a watchdog: what is stuck matters more than who says so.
  static let watchdogPanic = Analysis("watchdog-panic", endings: [.panic]) { candidates, failure in
    let context = candidates.context
    let culprit = Culprit(in: context)
    var reasons = failure.words
    if let culprit { reasons.append(culprit.sentence) }
    let stuck = context.stuck()
    guard let first = stuck.first else {
      return [
        .statement(culprit.map { [$0.group] } ?? [], reasons, site: culprit?.place)
      ]
    }
    reasons.append("waiting: " + stuck.prefix(3).map(context.whereabouts).joined(separator: ", "))
    return [
      .statement([first], reasons, site: context.ownFrame(of: first).map(context.analysis.place))
    ]
  }

  /// Panics that were recovered and logged, by place.
  static let recoveredPanic = Analysis("recovered-panic", endings: [.recoveredPanic]) {
    candidates, failure in
    let context = candidates.context
    var order: [Place] = []
    var groups: [Place: [Int]] = [:]
    for group in context.analysis.groups.indices {
      let functions = context.functions(of: group)
      guard let panic = functions.lastIndex(where: { $0 == "panic" || $0 == "runtime.gopanic" }),
        let frame = context.ownFrame(of: group, below: panic + 1)
      else { continue }
      let place = context.analysis.place(frame)
      if groups[place] == nil { order.append(place) }
      groups[place, default: []].append(group)
    }
    return order.map { place in
      let panicked = groups[place] ?? []
      let count = context.count(of: panicked)
      let requests =
        failure.message.contains("panic serving")
        ? (count == 1 ? "1 request panicked" : "\(Evidence.number(count)) requests panicked")
        : (count == 1 ? "1 panic was recovered" : "\(Evidence.number(count)) panics were recovered")
      return .statement(
        panicked,
        ["\(requests) in \(place.text)"]
          + (failure.message.contains(": ") ? [failure.message] : []),
        site: place)
    }
  }
}
