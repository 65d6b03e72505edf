public import GoroutineDump

/// Goroutines of one dump that are alike in stack, state, mark and labels: the finest groups there
/// are.
public struct Group: Sendable {
  /// What they have in common, as an index into the dump's samples.
  public let sample: Int
  /// How many.
  public let count: Int
  /// The state.
  public let state: GoroutineState
  /// Whether the runtime has proved them leaked.
  public let isLeaked: Bool
  /// How long they wait; nil where the dump tells no minutes for any of them.
  public let wait: WaitSummary?
  /// The innermost frame that is not the runtime's own parking; nil for a goroutine without frames.
  public let top: Frame?
  /// The place a person must look at: the innermost frame outside the standard library, or the
  /// entry where there is none.
  public let site: Frame?
  /// The outermost frame.
  public let entry: Frame?
  /// The frame that created them.
  public let creator: Frame?
  /// Where their rows start in ``DumpAnalysis/rowsBySample``.
  let firstRow: Int
  /// Where their waits stand among all of the dump's; see ``DumpAnalysis/waitCounts(of:)``.
  let waitCounts: Range<Int>
}
