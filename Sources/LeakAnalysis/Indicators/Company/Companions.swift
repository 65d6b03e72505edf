extension Indicator {
  /// What else is in the dump.
  static let company: [Indicator] = [
    packageBusy, othersPresent, readersPresent, handlersPresent, watchersPresent,
    handlerUnwatched, handlerWatched, peerActive, oneObject, oneObjectAgeless, consumerInSight,
    inHand, workingEquals,
  ]
}
