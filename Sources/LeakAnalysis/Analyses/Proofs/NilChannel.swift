import GoroutineDump

extension Analysis {
  /// Operations on nil channels, reported by the runtime or worked out of a count profile.
  static let nilChannel = Analysis("nil-channel") { candidates in
    let context = candidates.context
    return candidates.places().map { groups in
      let group = context.analysis.groups[groups[0]]
      let isReported = context.analysis.dump.samples[group.sample].stateSource == .reported
      let verb = group.state.activity == .channelSendNil ? "send on" : "receive from"
      return Sighting(
        groups: groups, doing: "\(verb) a nil channel",
        reasons: isReported ? ["the runtime reports it"] : [],
        stated: isReported ? .proven : nil)
    }
  }
}
