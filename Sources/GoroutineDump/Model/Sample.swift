/// Goroutines of one dump that are alike in stack, state, mark and labels.
public struct Sample: Sendable, Hashable {
  /// The stack, as an index into ``Symbols/stacks``.
  public var stack: Int32
  /// The state in its newest spelling.
  public var state: GoroutineState
  /// What the dump printed, where it differs from ``state``'s name; empty otherwise.
  public var reportedState: String
  /// How the state is known.
  public var stateSource: StateSource
  /// Whether the runtime has proved that these goroutines can never wake.
  public var isLeaked: Bool
  /// The labels, as an index into ``Dump/labelSets``.
  public var labels: Int32
  /// How many goroutines.
  public var count: Int
  /// How many of them are locked to their thread.
  public var lockedToThread: Int
  /// The stack's part of the dump's counters; empty for formats that have none.
  var counters = 0..<0
  /// How many of its program counters, from the innermost, belong to frames that the dump hides.
  public var hiddenCounters = 0

  /// The state that the names of hidden frames tell (`debug=0`); empty where they do not.
  var hiddenState = ""

  mutating func apply(_ inferred: GoroutineState?) {
    guard let inferred else { return }
    state = inferred
    stateSource = .inferred
  }
}

/// How a state is known.
public enum StateSource: String, Sendable {
  /// The dump prints it.
  case reported
  /// Worked out of the program counters and the frames of a `debug=0` or `debug=1` profile.
  case inferred
  /// The dump does not say, and nothing in it tells.
  case unknown
}
