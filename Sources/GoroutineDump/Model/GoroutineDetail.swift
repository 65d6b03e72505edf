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
  public var frames: ArgumentLists
  /// The goroutines that it descends from, the nearest first; empty where the dump prints none.
  public var ancestors: [Ancestor] = []
  /// Whether an argument is one of ``DumpReader/wantedAddresses``.
  var isWanted = false
}

/// The arguments of the frames of a stack, innermost first, end to end: a list of lists would take
/// longer to make and to free than the text takes to read.
public struct ArgumentLists: Sendable, Hashable, RandomAccessCollection {
  private var words: [Argument] = []
  private var ends: [UInt32] = []

  /// No frame.
  public init() {}

  /// The first frame: 0.
  public var startIndex: Int { 0 }
  /// How many frames.
  public var endIndex: Int { ends.count }

  /// The arguments of a frame; empty where none were printed.
  public subscript(frame: Int) -> ArraySlice<Argument> {
    words[(frame == 0 ? 0 : Int(ends[frame - 1]))..<Int(ends[frame])]
  }

  /// Adds an argument of the frame that ``endFrame()`` will end.
  mutating func append(_ word: Argument) { words.append(word) }

  /// Takes all frames out; the storage stays.
  mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// The same lists, in no more storage than they need.
  func trimmed() -> ArgumentLists {
    var lists = ArgumentLists()
    lists.words.reserveCapacity(words.count)
    lists.words += words
    lists.ends.reserveCapacity(ends.count)
    lists.ends += ends
    return lists
  }

  /// Ends a frame.
  mutating func endFrame() { ends.append(UInt32(words.count)) }
}

/// One word of a frame's arguments.
public struct Argument: Sendable, Hashable {
  /// The value.
  public var value: UInt64
  /// Whether the runtime is not sure of it (`0xc000012018?`): it may be stale.
  public var isUncertain: Bool
}
