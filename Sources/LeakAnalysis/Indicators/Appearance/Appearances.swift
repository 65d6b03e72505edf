extension Indicator {
  /// What names and numbers tell.
  static let appearances: [Indicator] = [
    mass, dominance, few, thirdParty, libraryInNumbers, standardLoop, loopName, poolName,
  ]
}
