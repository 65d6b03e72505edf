extension Indicator {
  /// The creator lives and has left the call that started them, again and again.
  static let leftByCalls = Indicator(
    "left-by-calls", asks: "Did a living goroutine start them one by one and go on?",
    speaks: .forLeak
  ) { place in
    place.creators.returned * steadyArrival.answer(place)
  } says: { _ in
    "their creator is still there but has returned from the call that started them"
  }
}
