import GoroutineDump

extension Analysis {
  /// A signal from outside: nobody is to blame, and what is stuck is named.
  static let signal = Analysis("signal", endings: [.signal]) { candidates, failure in
    let context = candidates.context
    var reasons = failure.words
    if let current = Culprit(ofSignalIn: context),
      let function = context.foreignFunction(of: current.group)
    {
      reasons.append("at that moment, \(current.sentence), in the C function \(function)")
    }
    // Without minutes nothing tells a wait from work; a loop of its own waits for work.
    let stuck = context.stuck().first {
      context.analysis.groups[$0].wait?.max ?? 0 > 0
        && !(context.kinds[$0] == .select && context.isLoopAtRest($0))
    }
    guard let stuck else { return [.statement([], reasons)] }
    reasons.append("blocked longest in the program's own code: " + context.whereabouts(of: stuck))
    return [
      .statement(
        [stuck], reasons, .low, site: context.ownFrame(of: stuck).map(context.analysis.place))
    ]
  }

  /// A signal that the program's own instructions raised, in Go or in C.
  static let fault = Analysis("fault", endings: [.signal, .fatalError]) { candidates, failure in
    let context = candidates.context
    guard let culprit = Culprit(ofSignalIn: context) else {
      return [
        .statement(
          [],
          failure.words + [
            "it arrived on a thread or stack of no goroutine in the text"
          ])
      ]
    }
    var reasons = failure.words + [culprit.sentence]
    if let function = context.foreignFunction(of: culprit.group) {
      reasons.append("in the C function \(function)")
    }
    return [.statement([culprit.group], reasons, site: culprit.place)]
  }
}
