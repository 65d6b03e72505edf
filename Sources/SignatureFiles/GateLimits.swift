public import LeakAnalysis

/// The limits of the gate, as `.dumpscan.yml` gives them; flags win over them.
public struct GateLimits: Sendable, Hashable {
  /// The severity from which a finding fails the gate.
  public var failOn: Severity?
  /// Goroutines of one dump.
  public var maxGoroutines: Int?
  /// Goroutines of one group.
  public var maxGroup: Int?
  /// Minutes of the longest wait.
  public var maxWait: Int?
  /// Growth against the baseline, in percent.
  public var maxGrowth: Int?
  /// The file of accepted groups, relative to the configuration's folder.
  public var baseline: String?

  /// No limits.
  public init() {}

  init(_ value: Value) throws(ConfigurationError) {
    let fields = try value.fields(known: [
      "failOn", "maxGoroutines", "maxGroup", "maxWait", "maxGrowth", "baseline",
    ])
    failOn = try fields["failOn"]?.word(Severity.self)
    maxGoroutines = try fields["maxGoroutines"]?.number()
    maxGroup = try fields["maxGroup"]?.number()
    maxWait = try fields["maxWait"]?.number()
    maxGrowth = try fields["maxGrowth"]?.number()
    baseline = try fields["baseline"]?.text()
  }
}
