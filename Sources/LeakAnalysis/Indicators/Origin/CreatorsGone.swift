extension Indicator {
  /// Each was left behind by a call that has returned, of a goroutine that has ended. Who dials for Go's
  /// own client always ends: of its loops nothing follows. A pool that grows when it must is started by
  /// whoever came.
  static let creatorsGone = Indicator(
    "creators-gone", asks: "Have the goroutines that started them ended?", speaks: .forLeak
  ) {
    $0.names.isStandardLibrary || !$0.isWhole
      ? 0 : $0.creators.gone * $0.unpaired * (1 - 0.5 * $0.oneIdleObject)
  } says: { place in
    let creators = place.creators
    if creators.distinct == 1 { return "the goroutine that started them has ended" }
    return creators.gone > 0.99
      ? "the \(Evidence.number(creators.distinct)) goroutines that started them have ended"
      : "\(Int(creators.gone * 100))% of the goroutines that started them have ended"
  }
}
