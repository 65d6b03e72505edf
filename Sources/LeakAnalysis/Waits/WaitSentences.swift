import GoroutineDump

extension WaitChain {
  /// Who keeps some goroutines waiting, in clauses that go on after their number; the nearest first.
  ///
  /// - Parameter least: what is less sure is not said.
  func clauses(ofAtLeast least: BlockerGrade = .possible) -> [String] {
    var clauses: [String] = []
    for (number, step) in steps.prefix(3).enumerated() {
      guard let best = step.blockers.first, best.grade >= least else { break }
      // Of a pool there are several: one shows what the others do.
      let isOfPool = graph.isPool(step.node)
      let told = step.blockers.prefix(number == 0 && !isOfPool ? ResourceBlockers.most : 1)
      for blocker in told where blocker.grade == best.grade {
        let subject = number == 0 ? "" : "that one is "
        clauses.append(subject + graph.clause(blocker, at: step.node))
      }
      let others = step.blockers.count { $0.grade == best.grade } - 1
      if isOfPool, others > 0 {
        let more = others == 1 ? "1 other goroutine has" : "\(Evidence.number(others)) others have"
        clauses.append(more + " a connection too")
      }
    }
    if let ring { clauses.append(ring) }
    return clauses
  }

  /// That those of the chain wait for each other; nil where they do not.
  var ring: String? {
    guard endsInRing, steps.count > 1, steps.count <= 3, root?.isNested == false else { return nil }
    let isSure = groups.allSatisfy { $0.grade >= .likely }
    return "so they \(isSure ? "" : "may ")wait for each other"
  }
}

extension WaitGraph {
  /// `probably held by goroutine 88, bank.(*ledger).snapshot at ledger.go:61, which reads from a
  /// connection (same *ledger, waits as long)`
  func clause(_ blocker: Blocker, at node: Node) -> String {
    let holder = context.analysis.place(blocker.frame)
    let site = context.site(of: blocker.group) ?? holder
    var text = blocker.grade.adverb + verb(at: node) + " by " + name(of: blocker)
    text += ", \(site.function) at \(site.fileName):\(site.line)"
    if holder != site {
      text += " inside \(holder.function)"
      if holder.line > 0 { text += " at \(holder.fileName):\(holder.line)" }
    }
    let does = blocker.isNested ? "waits for it again" : context.activity(of: blocker.group)
    return text + ", which \(does) (\(reason(for: blocker, at: node)))"
  }

  /// `goroutine 126 keeps 2 others waiting inside bank.(*ledger).post at ledger.go:40 (same *ledger)`
  func clause(holder blocker: Blocker, at node: Node) -> String {
    let holder = context.analysis.place(blocker.frame)
    let count = waiters(at: node) - (blocker.isNested ? 1 : 0)
    var text = "\(name(of: blocker)) \(blocker.grade.adverb)keeps "
    text += count == 1 ? "another goroutine waiting" : "\(Evidence.number(count)) others waiting"
    return text + ", inside \(holder.function) at \(holder.fileName):\(holder.line)"
      + " (\(reason(for: blocker, at: node)))"
  }

  private func verb(at node: Node) -> String {
    switch node {
    case .resource(let number):
      switch table.resources[number].kind {
      case .lock, .file, .semaphore: "held"
      case .once, .pool: "kept waiting"
      }
    case .group: "kept waiting"
    }
  }

  /// `goroutine 88`, or of a count profile `a goroutine`.
  func name(of blocker: Blocker) -> String {
    if let row = blocker.row { return "goroutine \(context.analysis.dump.goroutines[row].id)" }
    let count = context.analysis.groups[blocker.group].count
    return count == 1 ? "a goroutine" : "one of \(Evidence.goroutines(count))"
  }
}
