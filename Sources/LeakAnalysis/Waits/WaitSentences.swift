import GoroutineDump

extension WaitChain {
  /// Who keeps some goroutines waiting, in clauses that go on after their number; the nearest first.
  ///
  /// - Parameter least: what is less sure is not said.
  func clauses(ofAtLeast least: BlockerGrade = .possible) -> [String] {
    var clauses: [String] = []
    for (number, step) in steps.prefix(3).enumerated() {
      guard let best = step.blockers.first, best.grade >= least else { break }
      let told = number == 0 ? step.blockers.prefix(ResourceBlockers.most) : step.blockers.prefix(1)
      for blocker in told where blocker.grade == best.grade {
        let subject = number == 0 ? "" : "that one is "
        clauses.append(subject + graph.clause(blocker, at: step.node))
      }
    }
    if endsInRing, steps.count > 1, steps.count <= 3, root?.isNested == false {
      clauses.append("so they wait for each other")
    }
    return clauses
  }
}

extension WaitGraph {
  /// `probably held by goroutine 88, bank.(*ledger).snapshot at ledger.go:61, which reads from a
  /// connection (same *ledger, waits as long)`
  func clause(_ blocker: Blocker, at node: Node) -> String {
    let told = blockedBy(blocker, at: node, behind: 0)
    var text =
      switch blocker.grade {
      case .certain: ""
      case .likely: "probably "
      case .possible: "possibly "
      }
    text += verb(at: node) + " by " + name(of: blocker)
    text += ", \(told.site.function) at \(told.site.fileName):\(told.site.line)"
    if told.holder != told.site {
      text += " inside \(told.holder.function)"
      if told.holder.line > 0 { text += " at \(told.holder.fileName):\(told.holder.line)" }
    }
    if blocker.isNested {
      return text + ", which waits for it again (\(told.reason))"
    }
    return text + ", which \(told.activity) (\(told.reason))"
  }

  /// `goroutine 126 keeps 2 others waiting inside bank.(*ledger).post at ledger.go:40 (same *ledger)`
  func clause(holder blocker: Blocker, at node: Node) -> String {
    let holder = context.analysis.place(blocker.frame)
    let count = waiters(at: node) - (blocker.isNested ? 1 : 0)
    var text = name(of: blocker)
    switch blocker.grade {
    case .certain: text += " keeps "
    case .likely: text += " probably keeps "
    case .possible: text += " possibly keeps "
    }
    text += count == 1 ? "another goroutine waiting" : "\(Evidence.number(count)) others waiting"
    return text + ", inside \(holder.function) at \(holder.fileName):\(holder.line)"
      + " (\(reason(for: blocker, at: node)))"
  }

  private func verb(at node: Node) -> String {
    switch node {
    case .resource(let number): table.resources[number].kind == .once ? "kept waiting" : "held"
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

extension Place {
  /// The last element of the file's path.
  var fileName: Substring { Analysis.fileName(file) }
}
