extension Indicator {
  /// What else is in the dump.
  static let company: [Indicator] = [
    packageBusy, libraryBusy, othersPresent, readersPresent, handlersPresent, watchersPresent,
    handlerUnwatched, handlerWatched, peerActive, oneObject, oneObjectAgeless, consumerInSight,
    inHand, workingEquals, libraryWorkingEquals, servedByProgram, serverConnections,
  ]
}
