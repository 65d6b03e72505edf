import GoroutineDump

extension Analysis {
  /// A nil channel blocks forever.
  static let nilChannel = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let all = inquiry.analysis.groups
    return candidates.matches { groups in
      let isReported =
        inquiry.analysis.dump.samples[all[groups[0]].sample].stateSource == .reported
      let verb =
        all[groups[0]].state.activity == .channelSendNil ? "send on" : "receive from"
      return Match(
        groups: groups, severity: .error, confidence: isReported ? .proven : .high,
        evidence: Evidence.sentence(
          inquiry.signals(groups), doing: "\(verb) a nil channel",
          and: isReported ? ["the runtime reports it"] : []))
    }
  }
}
