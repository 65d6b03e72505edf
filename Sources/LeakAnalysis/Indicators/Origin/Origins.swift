extension Indicator {
  /// What the creators tell.
  static let origins: [Indicator] = [
    creatorsGone, leftByCalls, callRuns, ownedReaders, oneCreator, creatingFunctionRuns, childWorks,
    readerSibling, ownerAtWork,
  ]
}
