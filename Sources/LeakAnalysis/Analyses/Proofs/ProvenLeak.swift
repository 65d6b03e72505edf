import GoroutineDump

extension Analysis {
  /// What the garbage collector has proved.
  static let gcProof = Analysis(ofWholeDump: "gc-proof") { candidates in
    let context = candidates.context
    let marked = context.analysis.groups.indices.filter { context.analysis.groups[$0].isLeaked }
    return context.byPlaceAndState(marked).map { groups in
      let state = context.analysis.groups[groups[0]].state
      let known = context.explanation(of: groups[0])
      return Sighting(
        groups: groups,
        doing: state == .unknown ? "are proved leaked" : "are proved leaked in \(state.name)",
        stated: .proven, cause: known?.cause, fix: known?.fix)
    }
  }
}

extension AnalysisContext {
  /// The general signature that explains best why goroutines that are known to leak wait so.
  func explanation(of group: Int) -> Signature? {
    let id: String? =
      switch kinds[group] {
      case .send: "chan-send-no-receiver"
      case .receive: "chan-receive-never-closed"
      case .nilChannel: "nil-channel"
      case .select: "select-abandoned"
      case .waitGroup: "waitgroup-never-done"
      case .emptySelect: "select-no-cases"
      case .lock: "lock-pile-up"
      default: nil
      }
    return id.flatMap { Catalogue.builtIn.signature($0) }
  }

  /// Some groups, gathered by site, creator and state.
  func byPlaceAndState(_ groups: [Int]) -> [[Int]] {
    byPlace(groups).flatMap { part in
      var order: [String] = []
      var states: [String: [Int]] = [:]
      for number in part {
        let name = analysis.groups[number].state.name
        if states[name] == nil { order.append(name) }
        states[name, default: []].append(number)
      }
      return order.compactMap { states[$0] }
    }
  }
}
