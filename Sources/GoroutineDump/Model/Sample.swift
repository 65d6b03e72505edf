/// Goroutines of one dump that are alike in stack, state, mark and labels.
public struct Sample: Sendable, Hashable {
  /// The stack, as an index into ``Symbols/stacks``.
  public var stack: Int32
  /// The labels, as an index into ``Dump/labelSets``.
  public var labels: Int32
  /// The state in its newest spelling.
  public var state: GoroutineState
  /// How the state is known.
  public var stateSource: StateSource
  /// Whether the runtime has proved that these goroutines can never wake.
  public var isLeaked: Bool
  /// What the dump printed, where it differs from ``state``'s name; empty otherwise.
  public var reportedState: String { reported?.name ?? "" }
  /// As ``reportedState``; nil where it is empty.
  var reported: GoroutineState?
  /// How many goroutines.
  public var count = 0
  /// How many of them are locked to their thread.
  public var lockedToThread = 0
  /// The stack's part of the dump's counters, see ``Dump/programCounters(of:)``; empty for formats
  /// that have none.
  var counters: Range<Int> {
    get { Int(firstCounter)..<Int(firstCounter) + Int(counterCount) }
    set {
      firstCounter = UInt32(newValue.lowerBound)
      counterCount = UInt32(newValue.count)
    }
  }
  // Half the size of a range: a profile can have a hundred thousand samples.
  private var firstCounter: UInt32 = 0
  private var counterCount: UInt32 = 0
  /// How many of its program counters, from the innermost, belong to frames that the dump hides.
  public var hiddenCounters = 0

  init(
    stack: Int32, state: GoroutineState, stateSource: StateSource, isLeaked: Bool, labels: Int32
  ) {
    self.stack = stack
    self.state = state
    self.stateSource = stateSource
    self.isLeaked = isLeaked
    self.labels = labels
  }

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
