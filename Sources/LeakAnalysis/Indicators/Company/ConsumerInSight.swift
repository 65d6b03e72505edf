extension Indicator {
  /// All send to one channel, and a goroutine that is at work has that channel too: a slow consumer
  /// with its queue.
  static let consumerInSight = Indicator(
    "consumer-in-sight", asks: "Is the one that takes what they send at work?",
    speaks: .againstLeak
  ) { place in
    guard place.kind == .send else { return 0 }
    if place.company.isHubActive { return place.atOneObject }
    // Where no address tells the channel: a goroutine at work in a method of the same type.
    let mayBeOne = (place.oneObject ?? 1) > 0.5
    return mayBeOne && place.company.isTypeBusy ? 0.7 : 0
  } says: { _ in
    "an active goroutine may be their receiver"
  }
}
