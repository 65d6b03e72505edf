extension Indicator {
  /// All send to one channel, and a goroutine that is at work has that channel too: a slow consumer
  /// with its queue.
  static let consumerInSight = Indicator(
    "consumer-in-sight", asks: "Is the one that takes what they send at work?",
    speaks: .againstLeak
  ) { place in
    place.kind == .send && place.company.isHubActive ? waitingAtOne(place) : 0
  } says: { _ in
    "a goroutine at work has the channel that all of them send to"
  }
}
