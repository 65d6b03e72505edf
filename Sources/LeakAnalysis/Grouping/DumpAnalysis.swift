public import GoroutineDump

/// One dump, grouped and indexed for the signatures.
public struct DumpAnalysis: Sendable {
  /// The dump.
  public let dump: Dump
  /// The name under which the report lists it: its path, with `#2` from the second of a file on.
  public let name: String
  /// The finest groups, largest first, then by the stack's names.
  public let groups: [Group]
  /// How many goroutines the dump shows.
  public let goroutineCount: Int
  /// What is known of each function, in the order of ``Symbols/functions``.
  let functions: [FunctionTraits]
  /// The positions of all goroutines, gathered by sample; empty for a count profile.
  let rowsBySample: [UInt32]

  /// Groups and indexes a dump.
  public init(_ dump: Dump, name: String) {
    self.dump = dump
    self.name = name
    goroutineCount = dump.goroutineCount
    functions = dump.symbols.functions.map { FunctionTraits($0) }
    let (rows, starts) = Self.gather(dump)
    rowsBySample = rows
    var groups: [Group] = []
    groups.reserveCapacity(dump.samples.count)
    for number in dump.samples.indices {
      groups.append(
        Self.group(number, dump, functions, rows, starts))
    }
    groups.sort {
      $0.count != $1.count ? $0.count > $1.count : $0.sample < $1.sample
    }
    self.groups = groups
  }

  /// What a function's name tells, worked out once.
  struct FunctionTraits: Sendable {
    var isStandardLibrary: Bool
    var isHidden: Bool

    init(_ name: String) {
      isStandardLibrary = StandardLibrary.contains(name)
      isHidden = StandardLibrary.isHidden(name)
    }
  }

  /// The goroutines of a group, in the order of the text; empty for a count profile.
  public func goroutines(of group: Group) -> some RandomAccessCollection<GoroutineRecord> {
    rows(of: group).lazy.map { dump.goroutines[Int($0)] }
  }

  /// The positions of a group's goroutines in ``Dump/goroutines``.
  public func rows(of group: Group) -> ArraySlice<UInt32> {
    guard !rowsBySample.isEmpty else { return [] }
    return rowsBySample[group.firstRow..<group.firstRow + group.count]
  }

  /// The frames of a group's stack, innermost first.
  public func frames(of group: Group) -> [Frame] {
    dump.symbols.frames(of: dump.symbols.stacks[Int(dump.samples[group.sample].stack)])
  }

  /// The place of a frame, with its names.
  public func place(_ frame: Frame) -> Place {
    Place(
      function: dump.symbols.function(of: frame), file: dump.symbols.file(of: frame),
      line: Int(frame.line))
  }

  /// Counting sort of the goroutines by sample: positions, and where each sample's start.
  private static func gather(_ dump: Dump) -> (rows: [UInt32], starts: [Int]) {
    var starts: [Int] = []
    starts.reserveCapacity(dump.samples.count)
    var total = 0
    for sample in dump.samples {
      starts.append(total)
      total += sample.count
    }
    guard !dump.goroutines.isEmpty else { return ([], starts) }
    var rows = [UInt32](repeating: 0, count: total)
    var next = starts
    for (row, record) in dump.goroutines.enumerated() {
      let sample = Int(record.sample)
      // A goroutine that stands twice is counted once: its sample is full already.
      let end = starts[sample] + dump.samples[sample].count
      guard next[sample] < end else { continue }
      rows[next[sample]] = UInt32(row)
      next[sample] += 1
    }
    return (rows, starts)
  }

  private static func group(
    _ number: Int, _ dump: Dump, _ functions: [FunctionTraits], _ rows: [UInt32], _ starts: [Int]
  ) -> Group {
    let sample = dump.samples[number]
    let symbols = dump.symbols
    let stack = symbols.stacks[Int(sample.stack)]
    let frames = symbols.frameIndices(of: stack)
    var top: Frame?
    var site: Frame?
    var entry: Frame?
    for index in frames {
      let frame = symbols.frames[Int(index)]
      let traits = functions[Int(frame.function)]
      if traits.isHidden { continue }
      if top == nil { top = frame }
      entry = frame
      if site == nil, !traits.isStandardLibrary { site = frame }
    }
    if top == nil, let first = frames.first { top = symbols.frames[Int(first)] }
    if entry == nil { entry = top }
    return Group(
      sample: number, count: sample.count, state: sample.state, isLeaked: sample.isLeaked,
      wait: rows.isEmpty ? nil : wait(dump, rows[starts[number]..<starts[number] + sample.count]),
      top: top, site: site ?? entry, entry: entry, creator: symbols.creator(of: stack),
      firstRow: starts[number])
  }

  /// The waits of some goroutines; nil where not one header has minutes.
  private static func wait(_ dump: Dump, _ rows: ArraySlice<UInt32>) -> WaitSummary? {
    var tally = WaitTally()
    for row in rows { tally.add(dump.goroutines[Int(row)].waitMinutes) }
    return tally.summary
  }
}
