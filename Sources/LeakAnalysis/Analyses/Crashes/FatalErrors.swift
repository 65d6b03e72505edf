import GoroutineDump

extension Analysis {
  /// An error that the runtime throws where the goroutine is that made it.
  static let fatalError = Analysis("fatal-error", endings: [.fatalError]) { candidates, failure in
    guard !failure.isOnSystemStack else { return [.thrownByRuntime(failure)] }
    return [.thrown(failure, in: candidates.context)]
  }

  /// An error of the memory's state, which whoever comes across it throws.
  static let heapCorruption = Analysis("heap-corruption", endings: [.fatalError]) { _, failure in
    [
      .statement(
        [],
        failure.words + [
          "the text does not show what damaged the memory: the runtime detected it later"
        ])
    ]
  }

  /// Memory that ran out: who asked for the last of it.
  static let outOfMemory = Analysis("out-of-memory", endings: [.fatalError]) {
    candidates, failure in
    guard let culprit = Culprit(in: candidates.context) else {
      return [.thrownByRuntime(failure)]
    }
    let reasons =
      failure.words + [
        "the last allocation was requested by "
          + "\(culprit.place.text), which is not necessarily what retains it"
      ]
    return [.statement([culprit.group], reasons, site: culprit.place)]
  }

  /// A stack that grew over its limit: which function calls itself.
  static let stackOverflow = Analysis("stack-overflow", endings: [.fatalError]) {
    candidates, failure in
    let context = candidates.context
    guard let culprit = Culprit(in: context) else { return [.thrownByRuntime(failure)] }
    var calls: [String: Int] = [:]
    for function in context.functions(of: culprit.group) { calls[function, default: 0] += 1 }
    // Functions that call each other stand there equally often, or nearly.
    let most = calls.values.max() ?? 0
    let round = calls.filter { $0.value > 2 && $0.value * 2 > most }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var reasons = failure.words + [culprit.sentence]
    if !round.isEmpty, round.count <= 3 {
      let names = round.map(\.key).formatted
      let own = round.reduce(0) { $0 + $1.value }
      let frames = calls.values.reduce(0, +)
      reasons.append(
        "\(names) \(round.count == 1 ? "is" : "are") in \(Evidence.number(own)) of the "
          + "\(Evidence.number(frames)) frames shown")
    }
    return [.statement([culprit.group], reasons, site: culprit.place)]
  }

  /// Threads that ran out: who holds them.
  static let threadExhaustion = Analysis(
    "thread-exhaustion", endings: [.fatalError, .signal]
  ) { candidates, failure in
    let context = candidates.context
    // Each of these keeps a thread as long as its call lasts; the runtime's own wait there by nature.
    let holders = context.analysis.groups.indices.filter {
      context.kinds[$0] == .syscall && context.ownFrame(of: $0) != nil
        && !context.functions(of: $0).contains("os/signal.signal_recv")
    }
    guard let first = holders.first else {
      return [
        .statement([], failure.words + ["the text shows no goroutine in a system call or in C"])
      ]
    }
    let count = context.count(of: holders)
    let places = holders.prefix(3).map { group in
      let call = context.functions(of: group).first { name in
        !StandardLibrary.isHidden(name) && !name.hasPrefix("runtime.")
      }
      let text = context.whereabouts(of: group)
      return call.map { text.contains($0) ? text : "\(text) in \($0)" } ?? text
    }
    let verb = count == 1 ? "is" : "are"
    return [
      .statement(
        holders,
        failure.words + [
          "\(Evidence.goroutines(count)) \(verb) in a system call or in C; each occupies a thread",
          places.joined(separator: ", "),
        ],
        site: context.ownFrame(of: first).map(context.analysis.place))
    ]
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  fileprivate var formatted: String {
    count > 1 ? dropLast().joined(separator: ", ") + " and " + self[count - 1] : first ?? ""
  }
}

extension Sighting {
  /// An error that a goroutine threw.
  fileprivate static func thrown(_ failure: Failure, in context: AnalysisContext) -> Sighting {
    guard let culprit = Culprit(in: context) else {
      return .statement([], failure.words + ["the text does not show the goroutine that did it"])
    }
    var reasons = failure.words + [culprit.sentence]
    if let function = context.foreignFunction(of: culprit.group) {
      reasons.append("in the C function \(function)")
    }
    return .statement([culprit.group], reasons, site: culprit.place)
  }

  /// An error that the runtime threw on its own stack.
  fileprivate static func thrownByRuntime(_ failure: Failure) -> Sighting {
    .statement(
      [], failure.words + ["the runtime failed on a system stack, which belongs to no goroutine"]
    )
  }
}
