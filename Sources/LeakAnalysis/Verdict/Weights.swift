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
      "steady-arrival": 1.96, "arrival-from-start": 1.18, "still-growing": 0.72,
      "made-at-once": -1.15, "filled-up": -1.56, "in-flight": -1.66, "settled": -0.76,
      "stuck-for-minutes": 1.91, "long-wait": 0.33, "age-ramp": 1.87, "older-wait-longer": 1.41,
      "one-age": -0.44, "woken": -1.36, "creators-gone": 1.32, "left-by-calls": 0.77,
      "call-runs": -0.84, "owned-readers": -1.24, "one-creator": -0.25,
      "creating-function-runs": -0.37, "child-works": -2.03, "reader-sibling": -1.05,
      "owner-at-work": -2.68, "package-busy": -0.95, "others-present": -0.43,
      "readers-present": -0.40, "handlers-present": -0.17, "watchers-present": -0.51,
      "handler-unwatched": 1.90, "handler-watched": -0.69, "peer-active": -0.92,
      "one-object": -1.88, "one-object-ageless": -1.33, "consumer-in-sight": -1.98,
      "in-hand": -1.03, "working-equals": -2.01, "library-working-equals": 0.00,
      "served-by-program": -1.92, "library-busy": -0.24, "server-connections": -0.58,
      "standard-loop": -2.62, "mass": 0.74, "share": 0.96, "few": -1.91, "third-party": 0.40,
      "library-in-numbers": 0.00, "loop-name": -0.51, "pool-name": -0.82, "waits-to-send": 1.19,
      "waits-to-write": 1.00, "waits-for-lock": 1.12, "waits-for-waitgroup": 0.67,
      "waits-to-receive": 0.00, "waits-for-condition": -0.50, "sleeps": -1.21, "reads": -0.63,
    ])

  /// For count profiles: no ids, no waits, no creators.
  static let counted = Weights(
    start: 0.25,
    [
      "steady-arrival": 0.00, "arrival-from-start": 0.00, "still-growing": 0.00,
      "made-at-once": 0.00, "filled-up": 0.00, "in-flight": 0.00, "settled": 0.00,
      "stuck-for-minutes": 0.00, "long-wait": 0.00, "age-ramp": 0.00, "older-wait-longer": 0.00,
      "one-age": 0.00, "woken": 0.00, "creators-gone": 0.00, "left-by-calls": 0.00,
      "call-runs": 0.00, "owned-readers": 0.00, "one-creator": 0.00, "creating-function-runs": 0.00,
      "child-works": 0.00, "reader-sibling": 0.00, "owner-at-work": 0.00, "package-busy": -1.01,
      "others-present": -0.94, "readers-present": -0.55, "handlers-present": -0.38,
      "watchers-present": -0.79, "handler-unwatched": 1.94, "handler-watched": -0.77,
      "peer-active": 0.00, "one-object": 0.00, "one-object-ageless": 0.00,
      "consumer-in-sight": -1.63, "in-hand": 0.00, "working-equals": -0.86,
      "library-working-equals": -0.03, "served-by-program": -1.76, "library-busy": -0.14,
      "server-connections": -0.21, "standard-loop": -1.59, "mass": 0.96, "share": 0.38,
      "few": -1.91, "third-party": 0.46, "library-in-numbers": 1.33, "loop-name": -0.70,
      "pool-name": -0.55, "waits-to-send": 1.41, "waits-to-write": 1.02, "waits-for-lock": 1.07,
      "waits-for-waitgroup": 1.79, "waits-to-receive": 0.00, "waits-for-condition": -0.89,
      "sleeps": -1.48, "reads": -1.22,
    ])
}
