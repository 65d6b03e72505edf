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
    start: 1.10,
    [
      "steady-arrival": 1.96, "arrival-from-start": 1.17, "still-growing": 0.71,
      "made-at-once": -1.15, "filled-up": -1.55, "in-flight": -1.67, "settled": -0.73,
      "stuck-for-minutes": 1.89, "long-wait": 0.36, "age-ramp": 1.88, "older-wait-longer": 1.42,
      "one-age": -0.43, "woken": -1.36, "creators-gone": 1.32, "left-by-calls": 0.77,
      "call-runs": -0.84, "owned-readers": -1.24, "one-creator": -0.26,
      "creating-function-runs": -0.39, "child-works": -2.03, "reader-sibling": -1.05,
      "owner-at-work": -2.67, "package-busy": -0.97, "others-present": -0.47,
      "readers-present": -0.41, "handlers-present": -0.17, "watchers-present": -0.55,
      "handler-unwatched": 1.87, "handler-watched": -0.72, "peer-active": -0.92,
      "one-object": -1.90, "one-object-ageless": -1.34, "consumer-in-sight": -1.98,
      "in-hand": -1.05, "working-equals": -2.02, "library-working-equals": 0.00,
      "served-by-program": -1.91, "library-busy": -0.22, "server-connections": -0.59,
      "standard-loop": -2.62, "mass": 0.74, "share": 0.97, "few": -1.91, "third-party": 0.44,
      "library-in-numbers": 0.00, "loop-name": -0.40, "pool-name": -0.84, "waits-to-send": 1.19,
      "waits-to-write": 1.00, "waits-for-lock": 1.12, "waits-for-waitgroup": 0.67,
      "waits-to-receive": 0.00, "waits-for-condition": -0.51, "sleeps": -1.21, "reads": -0.72,
    ])

  /// For count profiles: no ids, no waits, no creators.
  static let counted = Weights(
    start: 0.14,
    [
      "steady-arrival": 0.00, "arrival-from-start": 0.00, "still-growing": 0.00,
      "made-at-once": 0.00, "filled-up": 0.00, "in-flight": 0.00, "settled": 0.00,
      "stuck-for-minutes": 0.00, "long-wait": 0.00, "age-ramp": 0.00, "older-wait-longer": 0.00,
      "one-age": 0.00, "woken": 0.00, "creators-gone": 0.00, "left-by-calls": 0.00,
      "call-runs": 0.00, "owned-readers": 0.00, "one-creator": 0.00, "creating-function-runs": 0.00,
      "child-works": 0.00, "reader-sibling": 0.00, "owner-at-work": 0.00, "package-busy": -1.07,
      "others-present": -0.95, "readers-present": -0.59, "handlers-present": -0.38,
      "watchers-present": -0.85, "handler-unwatched": 1.85, "handler-watched": -0.85,
      "peer-active": 0.00, "one-object": 0.00, "one-object-ageless": 0.00,
      "consumer-in-sight": -1.62, "in-hand": 0.00, "working-equals": -0.87,
      "library-working-equals": -0.01, "served-by-program": -1.75, "library-busy": -0.07,
      "server-connections": -0.21, "standard-loop": -1.57, "mass": 0.99, "share": 0.39,
      "few": -1.92, "third-party": 0.52, "library-in-numbers": 1.35, "loop-name": -0.49,
      "pool-name": -0.59, "waits-to-send": 1.42, "waits-to-write": 1.01, "waits-for-lock": 1.07,
      "waits-for-waitgroup": 1.78, "waits-to-receive": 0.00, "waits-for-condition": -0.89,
      "sleeps": -1.47, "reads": -1.21,
    ])
}
