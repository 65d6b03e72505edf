import GoroutineDump

extension Analysis {
  /// Loops over a ticker that is stopped, or that nobody stops.
  static let tickerLoopNeverEnds = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    guard inquiry.agesAreKnown else { return [] }
    let limits = candidates.signature.thresholds
    return candidates.matches(ofPlacesOfAtLeast: limits.note) { groups in
      // What wakes again and again never waits for long.
      guard isPeriodic(inquiry.siteMethod(groups[0])), (inquiry.wait(of: groups)?.max ?? 0) < 10
      else { return nil }
      return AbandonedRule(thresholds: limits, isPeriodic: true)
        .judge(groups, of: inquiry, doing: "run a periodic loop")
    }
  }

  /// Whether a function does its work again and again, by its name.
  private static func isPeriodic(_ function: String) -> Bool {
    let name = function.lowercased()
    return [
      "flush", "tick", "reap", "janitor", "sweep", "refresh", "poll", "heartbeat", "cleanup",
      "evict",
    ].contains { name.contains($0) }
  }
}
