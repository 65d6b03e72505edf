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
    start: 1.83,
    [
      "steady-arrival": 0.88, "arrival-from-start": 0.51, "still-growing": 0.35,
      "made-at-once": -0.89, "filled-up": -1.79, "in-flight": -2.00, "settled": -0.75,
      "stuck-for-minutes": 1.85, "long-wait": 0.00, "age-ramp": 0.70, "older-wait-longer": 1.67,
      "one-age": -0.11, "woken": -1.08, "creators-gone": 0.89, "left-by-calls": 0.29,
      "call-runs": -0.79, "owned-readers": -1.26, "one-creator": -0.32,
      "creating-function-runs": -0.68, "child-works": -2.11, "reader-sibling": -0.90,
      "owner-at-work": -2.14, "package-busy": -0.99, "others-present": -0.84,
      "readers-present": -0.59, "handlers-present": 0.00, "watchers-present": -0.70,
      "handler-unwatched": 2.02, "handler-watched": -0.72, "peer-active": -0.69,
      "one-object": -1.89, "one-object-ageless": -1.28, "consumer-in-sight": -1.94,
      "in-hand": -1.01, "working-equals": -2.39, "library-working-equals": -0.11,
      "served-by-program": -2.15, "library-busy": -0.77, "server-connections": -1.18,
      "standard-loop": -2.58, "mass": 0.23, "share": 0.81, "few": -1.98, "third-party": 0.11,
      "library-in-numbers": 0.00, "loop-name": -0.64, "pool-name": -0.94, "waits-to-send": 1.07,
      "waits-to-write": 1.03, "waits-for-lock": 1.32, "waits-for-waitgroup": 0.94,
      "waits-to-receive": 0.00, "waits-for-condition": -0.60, "sleeps": -1.45, "reads": -0.28,
    ])

  /// For count profiles: no ids, no waits, no creators.
  static let counted = Weights(
    start: 0.13,
    [
      "steady-arrival": 0.00, "arrival-from-start": 0.00, "still-growing": 0.00,
      "made-at-once": 0.00, "filled-up": 0.00, "in-flight": 0.00, "settled": 0.00,
      "stuck-for-minutes": 0.00, "long-wait": 0.00, "age-ramp": 0.00, "older-wait-longer": 0.00,
      "one-age": 0.00, "woken": 0.00, "creators-gone": 0.00, "left-by-calls": 0.00,
      "call-runs": 0.00, "owned-readers": 0.00, "one-creator": 0.00, "creating-function-runs": 0.00,
      "child-works": 0.00, "reader-sibling": 0.00, "owner-at-work": 0.00, "package-busy": -0.98,
      "others-present": -0.88, "readers-present": -0.48, "handlers-present": -0.44,
      "watchers-present": -0.77, "handler-unwatched": 1.95, "handler-watched": -0.77,
      "peer-active": 0.00, "one-object": 0.00, "one-object-ageless": 0.00,
      "consumer-in-sight": -1.64, "in-hand": 0.00, "working-equals": -0.84,
      "library-working-equals": -0.09, "served-by-program": -1.83, "library-busy": -0.18,
      "server-connections": -0.47, "standard-loop": -1.59, "mass": 0.99, "share": 0.57,
      "few": -1.91, "third-party": 0.45, "library-in-numbers": 1.35, "loop-name": -0.59,
      "pool-name": -0.58, "waits-to-send": 1.40, "waits-to-write": 1.02, "waits-for-lock": 1.01,
      "waits-for-waitgroup": 1.45, "waits-to-receive": 0.00, "waits-for-condition": -0.93,
      "sleeps": -1.48, "reads": -1.16,
    ])
}
