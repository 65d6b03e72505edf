/// The arguments and machine words of one goroutine.
///
/// They differ from goroutine to goroutine, so keeping all of a large dump would cost more than the
/// rest of it. A few of each stack are kept, more of those that wait for locks: enough to tell
/// whether they wait for one thing or for many, and who else has it.
public struct GoroutineDetail: Sendable, Hashable {
  /// The goroutine, as a position in ``Dump/goroutines``.
  public var row: Int
  /// The machine thread of the header (`m=3`), or nil.
  public var thread: Int?
  /// The arguments of each frame, innermost first.
  public var frames: [[Argument]]
}

/// One word of a frame's arguments.
public struct Argument: Sendable, Hashable {
  /// The value.
  public var value: UInt64
  /// Whether the runtime is not sure of it (`0xc000012018?`): it may be stale.
  public var isUncertain: Bool
}
