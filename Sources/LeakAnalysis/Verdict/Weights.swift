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
    start: 1.11,
    [
      "steady-arrival": 1.97, "arrival-from-start": 1.14, "still-growing": 0.65,
      "made-at-once": -1.20, "filled-up": -1.59, "in-flight": -1.45, "settled": -0.78,
      "stuck-for-minutes": 1.90, "long-wait": 0.39, "age-ramp": 1.92, "older-wait-longer": 1.40,
      "one-age": -0.49, "woken": -1.37, "creators-gone": 1.35, "left-by-calls": 0.78,
      "call-runs": -0.83, "owned-readers": -1.24, "one-creator": -0.26,
      "creating-function-runs": -0.28, "child-works": -2.03, "reader-sibling": -1.05,
      "owner-at-work": -2.68, "package-busy": -0.96, "others-present": -0.41,
      "readers-present": -0.41, "handlers-present": -0.17, "watchers-present": -0.51,
      "handler-unwatched": 1.89, "handler-watched": -0.68, "peer-active": -0.92,
      "one-object": -1.90, "one-object-ageless": -1.34, "consumer-in-sight": -1.97,
      "in-hand": -1.03, "working-equals": -2.02, "library-working-equals": -0.01,
      "served-by-program": -1.93, "library-busy": -0.23, "server-connections": -0.60,
      "standard-loop": -2.63, "mass": 0.82, "share": 1.04, "few": -1.89, "third-party": 0.50,
      "library-in-numbers": 0.00, "loop-name": -0.53, "pool-name": -0.83, "waits-to-send": 1.18,
      "waits-to-write": 1.00, "waits-for-lock": 1.13, "waits-for-waitgroup": 0.67,
      "waits-to-receive": 0.00, "waits-for-condition": -0.50, "sleeps": -1.11, "reads": -0.66,
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
