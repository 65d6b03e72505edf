// Made by .tools/fit-weights; see there. Do not edit by hand.

/// What each indicator's answer weighs, in log-odds.
struct Weights: Sendable {
  /// The log-odds before anything is known.
  let start: Double
  /// One for each of ``Indicator/all``, in that order.
  let values: [Double]

  private init(start: Double, _ table: KeyValuePairs<String, Double>) {
    self.start = start
    let known = Dictionary(uniqueKeysWithValues: table.map { ($0.key, $0.value) })
    values = Indicator.all.map { known[$0.id] ?? 0 }
  }

  /// For dumps that list goroutines one by one, with ids.
  static let listed = Weights(
    start: 1.18,
    [
      "steady-arrival": 1.58, "arrival-from-start": 1.05, "still-growing": 0.55,
      "made-at-once": -1.18, "filled-up": -1.65, "in-flight": -1.9, "settled": -0.72,
      "stuck-for-minutes": 1.93, "long-wait": 0.81, "age-ramp": 1.67, "older-wait-longer": 1.89,
      "one-age": -0.4, "woken": -1.11, "creators-gone": 1.18, "left-by-calls": 0.8,
      "call-runs": -0.45, "owned-readers": -1.4, "one-creator": -0.57,
      "creating-function-runs": -0.87, "child-works": -2.07, "reader-sibling": -0.97,
      "package-busy": -1.77, "others-present": -0.62, "readers-present": -0.28,
      "handlers-present": -0.88, "watchers-present": -0.57, "handler-unwatched": 2.05,
      "handler-watched": -0.4, "peer-active": -0.5, "one-object": -2.13,
      "one-object-ageless": -1.0, "consumer-in-sight": -1.5, "mass": 0.43, "share": 0.56,
      "few": -2.0, "third-party": 0.9, "loop-name": -0.83, "pool-name": -0.8,
      "waits-to-send": 0.76, "waits-to-write": 1.18, "waits-for-lock": 1.05,
      "waits-for-waitgroup": 0.51, "waits-to-receive": -0.12, "waits-for-condition": -0.4,
      "sleeps": -1.22, "reads": -1.35,
    ])

  /// For count profiles: no ids, no waits, no creators.
  static let counted = Weights(
    start: -0.23,
    [
      "package-busy": -1.02, "others-present": -1.01, "readers-present": -0.31,
      "handlers-present": -0.89, "watchers-present": -0.71, "handler-unwatched": 1.87,
      "handler-watched": -0.67, "mass": 0.79, "share": 0.5, "few": -2.0, "third-party": 0.73,
      "library-in-numbers": 1.32, "loop-name": -0.46, "pool-name": -0.47, "waits-to-send": 1.19,
      "waits-to-write": 1.03, "waits-for-lock": 0.9, "waits-for-waitgroup": 0.79,
      "waits-to-receive": -0.05, "waits-for-condition": -0.82, "sleeps": -1.35, "reads": -1.32,
    ])
}
