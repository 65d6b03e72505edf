/// A piece of work that is measured, and what it has taken.
struct Row {
  /// What the table shows.
  var work: String
  /// The shell's line; nil where a program that it needs is not installed.
  var line: String?
  /// The row of the same section that it is measured against, as an index, and its short name.
  var reference: (row: Int, name: String)?
  /// The size that the time is divided by, in place of a ratio.
  var gibibytes: Double?
  /// What is aimed at.
  var aim = ""

  var costs: [ShellCommand.Cost] = []
  /// Why there are none.
  var failure: String?

  /// The median of what each run took.
  func median(_ value: (ShellCommand.Cost) -> Double) -> Double? {
    let sorted = costs.map(value).sorted()
    guard !sorted.isEmpty else { return nil }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  var seconds: Double? { median(\.seconds) }
  var processorSeconds: Double? { median(\.processorSeconds) }
  var peakBytes: Int? { costs.map(\.peakBytes).max() }
}

/// Rows about one dump.
struct Section {
  var heading: String
  var rows: [Row]
}
