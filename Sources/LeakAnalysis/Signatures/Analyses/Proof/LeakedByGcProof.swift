import GoroutineDump

extension Analysis {
  /// What the garbage collector has proved.
  static let leakedByGcProof = Analysis.dump { inquiry, _ in
    let marked = inquiry.analysis.groups.indices.filter { inquiry.analysis.groups[$0].isLeaked }
    return inquiry.byPlaceAndState(marked).map { groups in
      let state = inquiry.analysis.groups[groups[0]].state
      let known = explanation(of: state.activity)
      return Match(
        groups: groups, severity: .error, confidence: .proven,
        evidence: Evidence.sentence(
          inquiry.signals(groups),
          doing: state == .unknown ? "are proved leaked" : "are proved leaked in \(state.name)"),
        cause: known?.cause, fix: known?.fix)
    }
  }

  /// The signature that explains best why goroutines that are known to leak wait so.
  static func explanation(of activity: GoroutineState.Activity) -> Signature? {
    switch activity {
    case .channelSend: channelSend
    case .channelReceive: channelReceive
    case .channelSendNil, .channelReceiveNil: nilChannel
    case .select: selectAbandoned
    case .waitGroupWait: waitGroup
    case .selectNoCases: emptySelect
    case .mutexLock, .rwMutexLock, .rwMutexRLock: lockPileUp
    case .ioWait, .sleep, .syscall, .condWait, .semaphore, .runnable, .system, .other: nil
    }
  }
}

extension Inquiry {
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
