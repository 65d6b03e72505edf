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
    start: 1.08,
    [
      "steady-arrival": 1.70, "arrival-from-start": 0.99, "still-growing": 0.56,
      "made-at-once": -1.03, "filled-up": -1.56, "in-flight": -1.85, "settled": -0.76,
      "stuck-for-minutes": 1.94, "long-wait": 0.26, "age-ramp": 1.71, "older-wait-longer": 1.27,
      "one-age": -0.39, "woken": -1.50, "creators-gone": 1.22, "left-by-calls": 0.70,
      "call-runs": -0.70, "owned-readers": -1.24, "one-creator": -0.18,
      "creating-function-runs": -0.53, "child-works": -2.01, "reader-sibling": -1.05,
      "owner-at-work": -2.23, "package-busy": -0.93, "others-present": -0.48,
      "readers-present": -0.33, "handlers-present": -0.17, "watchers-present": -0.48,
      "handler-unwatched": 2.01, "handler-watched": -0.63, "peer-active": -0.88,
      "one-object": -1.94, "one-object-ageless": -1.38, "consumer-in-sight": -1.98,
      "in-hand": -1.02, "working-equals": -2.06, "library-working-equals": -0.02,
      "served-by-program": -1.95, "library-busy": -0.34, "server-connections": -0.87,
      "standard-loop": -2.58, "mass": 0.77, "share": 1.07, "few": -1.91, "third-party": 0.43,
      "library-in-numbers": 0.00, "loop-name": -0.42, "pool-name": -0.86, "waits-to-send": 1.11,
      "waits-to-write": 1.02, "waits-for-lock": 1.18, "waits-for-waitgroup": 0.75,
      "waits-to-receive": 0.00, "waits-for-condition": -0.53, "sleeps": -1.21, "reads": -0.29,
    ])

  /// For count profiles: no ids, no waits, no creators.
  static let counted = Weights(
    start: 0.12,
    [
      "steady-arrival": 0.00, "arrival-from-start": 0.00, "still-growing": 0.00,
      "made-at-once": 0.00, "filled-up": 0.00, "in-flight": 0.00, "settled": 0.00,
      "stuck-for-minutes": 0.00, "long-wait": 0.00, "age-ramp": 0.00, "older-wait-longer": 0.00,
      "one-age": 0.00, "woken": 0.00, "creators-gone": 0.00, "left-by-calls": 0.00,
      "call-runs": 0.00, "owned-readers": 0.00, "one-creator": 0.00, "creating-function-runs": 0.00,
      "child-works": 0.00, "reader-sibling": 0.00, "owner-at-work": 0.00, "package-busy": -0.98,
      "others-present": -0.87, "readers-present": -0.50, "handlers-present": -0.39,
      "watchers-present": -0.78, "handler-unwatched": 1.96, "handler-watched": -0.77,
      "peer-active": 0.00, "one-object": 0.00, "one-object-ageless": 0.00,
      "consumer-in-sight": -1.63, "in-hand": 0.00, "working-equals": -0.83,
      "library-working-equals": -0.09, "served-by-program": -1.81, "library-busy": -0.14,
      "server-connections": -0.49, "standard-loop": -1.57, "mass": 0.98, "share": 0.55,
      "few": -1.89, "third-party": 0.44, "library-in-numbers": 1.34, "loop-name": -0.62,
      "pool-name": -0.54, "waits-to-send": 1.43, "waits-to-write": 1.02, "waits-for-lock": 1.07,
      "waits-for-waitgroup": 1.79, "waits-to-receive": 0.00, "waits-for-condition": -0.89,
      "sleeps": -1.46, "reads": -1.09,
    ])
}
