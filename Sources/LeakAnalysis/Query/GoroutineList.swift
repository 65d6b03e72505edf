public import GoroutineDump
public import PCRE2

/// Single goroutines of a dump: the longest waiting first, or those that have an address.
public struct GoroutineList: Sendable {
  /// One goroutine.
  public struct Entry: Sendable {
    /// What the dump keeps of it.
    public let record: GoroutineRecord
    /// Its group, as an index into the dump's.
    public let group: Int
    /// The arguments of its frames, where they are kept.
    public let detail: GoroutineDetail?
    /// The innermost frame that has the address, counted from 0; nil where none was asked for.
    public let frame: Int?
  }

  /// The longest waiting first, then by id.
  public let entries: [Entry]
  /// How many goroutines pass the filter.
  public let total: Int
  /// The address that was asked for.
  public let address: UInt64?

  /// The goroutines of a dump that pass a filter, the size of rows aside.
  ///
  /// - Parameters:
  ///   - analysis: the dump.
  ///   - filter: which goroutines are wanted.
  ///   - limit: how many are wanted at most; nil for all.
  /// - Throws: where a pattern of the filter gave up on a name.
  public init(
    _ analysis: DumpAnalysis, filter: GroupFilter, limit: Int? = nil
  ) throws(PatternError) {
    let selection = try filter.selection(in: analysis)
    let address = filter.address ?? filter.addresses.first
    var places: [(wait: Int, id: UInt64, place: Int, group: Int)] = []
    for group in selection.groups {
      for place in selection.places(ofGroup: group) {
        let row = Int(analysis.rowsBySample[place])
        places.append((analysis.wait(at: place), analysis.dump.goroutines[row].id, place, group))
      }
    }
    total = places.count
    places.sort { ($1.wait, $0.id) < ($0.wait, $1.id) }
    if let limit { places = Array(places.prefix(limit)) }
    var details: [Int: GoroutineDetail] = [:]
    if address != nil {
      for detail in analysis.dump.details { details[detail.row] = detail }
    }
    entries = places.map { found in
      let row = Int(analysis.rowsBySample[found.place])
      let detail = details[row]
      return Entry(
        record: analysis.dump.goroutines[row], group: found.group, detail: detail,
        frame: address.flatMap { detail?.frame(withAddress: $0) })
    }
    self.address = address
  }
}
