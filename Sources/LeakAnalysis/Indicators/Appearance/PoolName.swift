extension Indicator {
  /// Called like a pool, a cache or their workers.
  static let poolName = Indicator(
    "pool-name", asks: "Is it called like a pool or a cache?", speaks: .againstLeak
  ) {
    $0.names.isPool ? 1 : 0
  } says: { _ in
    "its name suggests a pool or a cache"
  }
}
