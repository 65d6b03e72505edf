/// A goroutine that another one descends from, as it stood when it started that one or the one between:
/// what `GODEBUG=tracebackancestors=N` makes the runtime keep.
public struct Ancestor: Sendable, Hashable {
  /// Its id.
  public var goroutine: UInt64
  /// Its frames at that time, innermost first.
  public var frames: [Frame] = []

  /// A frame, in words: an ancestor's is no frame of the dump's goroutines.
  public struct Frame: Sendable, Hashable {
    /// The function.
    public var function: String
    /// The file; empty where the dump does not say.
    public var file: String
    /// The line, from 1; 0 where the dump does not say.
    public var line: Int
  }
}
