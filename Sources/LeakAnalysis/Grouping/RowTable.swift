public import GoroutineDump
public import PCRE2
import ParallelWork

/// The groups of one dump, gathered into the rows of a table.
public struct RowTable: Sendable {
  /// What the goroutines of a row have in common.
  public let key: RowKey
  /// The rows, in the order that was asked for.
  public let rows: [Row]

  /// What the rows are sorted by.
  public enum Order: String, Sendable, CaseIterable {
    /// The most goroutines first.
    case count
    /// The longest wait first.
    case wait
    /// By the parts of the key, in their order.
    case name
  }

  /// The rows that a limited table leaves out.
  public struct More: Sendable {
    /// How many.
    public var rows = 0
    /// How many goroutines they hold.
    public var goroutines = 0
  }

  /// What the limit left out.
  public let more: More
  /// The groups that stand in some row, left out or not, as indices into the dump's; nil where
  /// all do.
  public let groups: Set<Int>?
  /// The goroutines that the filter lets through.
  private let selection: Selection

  /// How many goroutines stand in its rows, left out or not.
  public var goroutineCount: Int { rows.reduce(more.goroutines) { $0 + $1.count } }

  /// The tables of some dumps, each as ``init(_:by:filter:order:limit:)`` makes it.
  public static func tables(
    of dumps: [DumpAnalysis], by key: RowKey, filter: GroupFilter = GroupFilter(),
    order: Order = .count, limit: Int? = nil
  ) throws(PatternError) -> [RowTable] {
    let made = SideBySide.map(dumps) { dump in
      Result { () throws(PatternError) in
        try RowTable(dump, by: key, filter: filter, order: order, limit: limit)
      }
    }
    var tables: [RowTable] = []
    for table in made { tables.append(try table.get()) }
    return tables
  }

  /// A table of rows that stand in the place of those of another.
  init(_ other: RowTable, rows: [Row]) {
    key = other.key
    more = other.more
    groups = other.groups
    selection = other.selection
    self.rows = rows
  }

  /// Gathers the groups of a dump that a filter lets through.
  ///
  /// With the wait in the key, the goroutines of one group may stand in several rows.
  ///
  /// - Parameters:
  ///   - analysis: the dump.
  ///   - key: what the goroutines of a row have in common.
  ///   - filter: which groups are let through.
  ///   - order: what the rows are sorted by.
  ///   - limit: how many rows are wanted, from the first; nil for all. Of a dump with very many, a
  ///     few take a fraction of the time.
  public init(
    _ analysis: DumpAnalysis, by key: RowKey = .standard, filter: GroupFilter = GroupFilter(),
    order: Order = .count, limit: Int? = nil
  ) throws(PatternError) {
    self.key = key
    selection = try filter.selection(in: analysis)
    var builder = RowBuilder(analysis, key, selection)
    for number in selection.groups { builder.add(number) }
    let ranked = builder.ranked(by: order, minimumCount: filter.minimumCount, limit: limit)
    rows = builder.rows(ranked.rows)
    more = ranked.more
    groups = filter.isEmpty ? nil : builder.groups(ofAtLeast: filter.minimumCount)
  }
}

extension RowTable {
  /// The goroutines of a row, in the order of its groups; none of a count profile.
  public func goroutines(of row: Row, in analysis: DumpAnalysis) -> [GoroutineRecord] {
    let bucket = key.parts.firstIndex(of: .wait).map { row.values[$0] }
    let minute = key.parts.firstIndex(of: .minute).map { row.values[$0] }
    return row.groups.flatMap { number in
      selection.places(ofGroup: number).compactMap { place in
        let record = analysis.dump.goroutines[Int(analysis.rowsBySample[place])]
        guard bucket != nil || minute != nil else { return record }
        let isUnknown = record.waitMinutes == nil && analysis.groups[number].isLeaked
        let wait = record.waitMinutes ?? 0
        if let bucket {
          guard bucket == (isUnknown ? "unknown" : WaitBucket(minutes: wait).rawValue) else {
            return nil
          }
        }
        if let minute, minute != (isUnknown ? "unknown" : String(wait)) { return nil }
        return record
      }
    }
  }
}

/// Goroutines that have the parts of a key in common.
public struct Row: Sendable {
  /// The text of each part of the key; empty where the goroutines have none (no label, no creator).
  public let values: [String]
  /// How many goroutines.
  public let count: Int
  /// How many of them are proved leaked.
  public let leaked: Int
  /// The groups they belong to, as indices into the dump's, largest first.
  public let groups: [Int]
  /// How long they wait; nil where the dump tells no minutes for any of them.
  public let wait: WaitSummary?
  /// How many distinct stacks.
  public let stackCount: Int
  /// The ids of a few of them, in the order of the groups.
  public let sampleIDs: [UInt64]
  /// The distinct states, the most frequent first.
  public let states: [GoroutineState]
  /// The places at the top of the stacks, most goroutines first.
  public let tops: [Frame]
  /// The places to look at, most goroutines first.
  public let sites: [Frame]
  /// The places that created them, most goroutines first.
  public let creators: [Frame]
  /// How many of them the function of the first of ``creators`` has created.
  public let firstCreatorCount: Int
}
