import Synchronization

/// The frames of all parsers in one table.
struct CommonFrames: Sendable {
  private(set) var table = FrameTable()
  /// Each parser's frames in the table; empty where they are the table's own.
  private(set) var maps: [[UInt32]]
  /// What the names of the functions tell of waits.
  private(set) var waitNames: WaitNames

  /// The parsers' tables, each once.
  init(_ tables: borrowing Mutex<[FrameTable]>) {
    var tables = tables.exchange([])
    // The largest is taken over as it is, and not copied; what the others know is added to it.
    let bySize = tables.indices.sorted { tables[$0].frames.count > tables[$1].frames.count }
    maps = Array(repeating: [], count: tables.count)
    if let base = bySize.first { swap(&table, &tables[base]) }
    for number in bySize.dropFirst().reversed() {
      maps[number] = table.merge(tables[number], isLast: number == bySize[1])
    }
    waitNames = WaitNames(table.functions)
  }
}

/// The program counters of all parsers, end to end.
struct CommonCounters: Sendable {
  private(set) var counters: [UInt64] = []
  /// Where those of each parser start.
  private(set) var starts: [Int]

  /// The parsers' counters, each once.
  init(_ lists: borrowing Mutex<[[UInt64]]>) {
    var lists = lists.exchange([])
    starts = Array(repeating: 0, count: lists.count)
    // The longest list is taken over as it is.
    let longest = lists.indices.max { lists[$0].count < lists[$1].count } ?? 0
    if longest < lists.count { swap(&counters, &lists[longest]) }
    for number in lists.indices where number != longest {
      starts[number] = counters.count
      counters += lists[number]
    }
  }
}

extension Mutex where Value: Sendable {
  /// Takes the value out and leaves another, so that whoever has it is the only one and changes it in
  /// place.
  borrowing func exchange(_ other: Value) -> Value {
    withLock { value in
      let taken = value
      value = other
      return taken
    }
  }
}
