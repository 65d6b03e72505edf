extension Indicator {
  /// The call that started them has not returned: it may wait for them, or stop them yet. Readers
  /// whose callers wait are a relay's.
  static let callRuns = Indicator(
    "call-runs", asks: "Is the call that started them still running?", speaks: .againstLeak
  ) {
    $0.company.isHandling ? 0 : $0.creators.calling
  } says: { _ in
    "the call that started them is still running"
  }

  /// Readers started by several calls that still run: the two halves of a relay, or a reader with its
  /// owner.
  static let ownedReaders = Indicator(
    "owned-readers", asks: "Do the calls that started these readers still run?",
    speaks: .againstLeak
  ) { place in
    place.kind == .read && place.creators.distinct > 1 ? place.creators.calling : 0
  } says: { _ in
    "the calls that started these readers are still running"
  }
}
