/// Other numbers for a signature: what is nil stays as it is.
public struct ThresholdChange: Sendable, Hashable {
  /// Goroutines from which it is a note.
  public var note: Int?
  /// Goroutines from which it is a warning.
  public var warning: Int?
  /// Goroutines from which it is an error.
  public var error: Int?
  /// Minutes that half of them must have been waiting.
  public var minutes: Int?

  /// A change of nothing.
  public init() {}

  /// The numbers of `{warning: 50, error: 200, minutes: 2}`.
  package init(_ value: Value) throws(ConfigurationError) {
    let fields = try value.fields(known: ["note", "warning", "error", "minutes"])
    note = try fields["note"]?.number()
    warning = try fields["warning"]?.number()
    error = try fields["error"]?.number()
    minutes = try fields["minutes"]?.number()
    if let warning, let error, warning > error {
      throw value.error("a warning comes before an error: `warning` is at most `error`")
    }
  }

  /// Changes the numbers of a signature.
  public func apply(to thresholds: inout Thresholds) {
    if let warning {
      thresholds.warning = warning
      thresholds.error = max(thresholds.error, warning)
      thresholds.note = min(thresholds.note, warning)
    }
    if let error {
      thresholds.error = error
      thresholds.warning = min(thresholds.warning, error)
      thresholds.note = min(thresholds.note, thresholds.warning)
    }
    if let note { thresholds.note = note }
    if let minutes { thresholds.minutes = minutes }
  }
}
