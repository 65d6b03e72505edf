public import GoroutineDump
import ParallelWork

/// One dump, grouped and indexed for the signatures.
public struct DumpAnalysis: Sendable {
  /// The dump.
  public let dump: Dump
  /// The name under which the report lists it: its path, with `#2` from the second of a file on.
  public let name: String
  /// The finest groups, largest first, then by the stack's names.
  public let groups: [Group]
  /// How many goroutines the program has: as many as the dump shows, or declares where it is cut.
  let goroutineCount: Int
  /// How many of them it shows.
  let shownCount: Int
  /// What the names of the functions tell.
  let census: FunctionCensus
  /// The positions of all goroutines, gathered by sample; empty for a count profile.
  let rowsBySample: [UInt32]
  /// The wait of each of ``rowsBySample`` in minutes plus one, or 0 where the header has none: side
  /// by side, since looking up a million scattered records costs more than all the rest. The largest
  /// number stands for that and more, see ``wait(at:)``.
  private let waitsBySample: [UInt16]
  /// The ids of the goroutines.
  let ids: GoroutineIDs
  /// The longest wait, in minutes.
  let longestWait: Int
  /// The shortest wait that a header tells, in minutes; 0 where none does.
  private let shortestWait: Int
  /// The different waits of each sample's goroutines, in order: a million goroutines have few.
  private let waitCounts: [WaitCount]

  /// What is known of each function, in the order of ``Symbols/functions``.
  var functions: [FunctionTraits] { census.traits }

  /// So many goroutines are worth a second thread even where they have few stacks.
  static let manyGoroutines = 1 << 16

  /// Groups and indexes a dump.
  public init(_ dump: Dump, name: String) { self.init(dump, name: name, census: nil) }

  /// As above; the dumps of one input share their functions, so the census of the first serves all.
  init(_ dump: Dump, name: String, census: FunctionCensus?) {
    let isLarge =
      dump.symbols.functions.count >= 4096 || dump.goroutines.count >= Self.manyGoroutines
    let ((census, ids), gathering) = SideBySide.both(
      if: isLarge, { (census ?? FunctionCensus(dump.symbols), GoroutineIDs(dump.goroutines)) },
      { Gathering(dump) })
    self.dump = dump
    self.name = name
    self.census = census
    rowsBySample = gathering.rows
    waitsBySample = gathering.waits
    waitCounts = gathering.waitCounts
    shownCount = gathering.total
    goroutineCount = max(gathering.total, dump.declaredTotal ?? 0)
    self.ids = ids
    groups = SideBySide.map(gathering.order) { Self.group($0, dump, census.traits, gathering) }
    longestWait = groups.reduce(0) { max($0, $1.wait?.max ?? 0) }
    shortestWait = waitCounts.reduce(0) { least, wait in
      wait.minutes > 0 && (least == 0 || wait.minutes < least) ? wait.minutes : least
    }
  }

  /// The goroutines of a group, in the order of the text; empty for a count profile.
  public func goroutines(of group: Group) -> some RandomAccessCollection<GoroutineRecord> {
    rows(of: group).lazy.map { dump.goroutines[Int($0)] }
  }

  /// The positions of a group's goroutines in the dump's `goroutines`.
  public func rows(of group: Group) -> ArraySlice<UInt32> {
    guard !rowsBySample.isEmpty else { return [] }
    return rowsBySample[group.firstRow..<group.firstRow + group.count]
  }

  /// How many goroutines of a group wait for how long, the shortest wait first; empty for a count
  /// profile.
  func waitCounts(of group: Group) -> ArraySlice<WaitCount> { waitCounts[group.waitCounts] }

  /// The minutes that one of ``rowsBySample`` waits; -1 where the header has none.
  func wait(at place: Int) -> Int {
    let wait = waitsBySample[place]
    if wait < .max { return Int(wait) - 1 }
    return dump.goroutines[Int(rowsBySample[place])].waitMinutes ?? -1
  }

  /// Whether at least one goroutine tells minutes: then one without has been waiting for less than one.
  public var tellsMinutes: Bool { longestWait > 0 }

  /// Whether goroutines are listed, and not one tells minutes: they come with a garbage
  /// collection, so the program is young or quiet.
  public var lacksMinutes: Bool { !dump.goroutines.isEmpty && !tellsMinutes }

  /// Whether goroutines that tell so many minutes have been waiting for one at least.
  ///
  /// A wait counts from the end of the collection BEFORE the one that first saw it (`work.tstart` in the
  /// runtime's mgc.go, Go 1.19 to 1.27: measured, one second reads as a minute), and a quiet program
  /// collects every two minutes. So right after a collection everything that has just blocked tells
  /// the same one or two minutes, the least of the dump; who tells more was seen by an earlier one.
  func isCertain(minutes: Int) -> Bool {
    minutes >= 3 || shortestWait > 0 && minutes > shortestWait
  }

  /// The waits of some groups together; nil where the dump tells none.
  func wait(of groups: [Int]) -> WaitSummary? {
    guard groups.contains(where: { self.groups[$0].wait != nil }) else { return nil }
    if groups.count == 1 { return self.groups[groups[0]].wait }
    return WaitSummary(unordered: groups.flatMap { waitCounts(of: self.groups[$0]) })
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

  /// Whether a frame's function belongs to Go's standard library or the runtime.
  public func isLibrary(_ frame: Frame) -> Bool { functions[Int(frame.function)].isStandardLibrary }

  /// The package of a frame's function, as fingerprints know it: `net/http`.
  public func package(of frame: Frame) -> String {
    census.packages[Int(functions[Int(frame.function)].package)]
  }

  private static func group(
    _ number: Int, _ dump: Dump, _ functions: [FunctionTraits], _ gathering: Gathering
  ) -> Group {
    let stack = dump.symbols.stacks[Int(dump.samples[number].stack)]
    let frames = dump.symbols.frameIndices(of: stack)
    var top: Frame?
    var site: Frame?
    // From both ends, since only a few frames of a deep stack are looked at then.
    for index in frames {
      let frame = dump.symbols.frames[Int(index)]
      if functions[Int(frame.function)].isHidden { continue }
      if top == nil { top = frame }
      if !functions[Int(frame.function)].isStandardLibrary {
        site = frame
        break
      }
    }
    var entry: Frame?
    for index in frames.reversed() {
      let frame = dump.symbols.frames[Int(index)]
      if functions[Int(frame.function)].isHidden { continue }
      entry = frame
      break
    }
    if top == nil, let first = frames.first { top = dump.symbols.frames[Int(first)] }
    if entry == nil { entry = top }
    return Group(
      sample: number, count: dump.samples[number].count, state: dump.samples[number].state,
      isLeaked: dump.samples[number].isLeaked, wait: gathering.wait(of: number),
      top: top, site: site ?? entry, entry: entry, creator: dump.symbols.creator(of: stack),
      firstRow: gathering.starts[number], waitCounts: gathering.waitCountRange(of: number))
  }
}
