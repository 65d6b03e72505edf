/// What is kept of every single goroutine: 32 bytes.
public struct GoroutineRecord: Sendable, BitwiseCopyable {
  /// The goroutine's id; 0 where the dump does not say.
  public var id: UInt64
  /// The id of the goroutine that created it; 0 where the dump does not say (the main goroutine;
  /// all of them before Go 1.21, but with `GODEBUG=tracebackancestors`).
  public var creator: UInt64
  /// The first argument that is certainly an address, of the innermost frame that has one: the
  /// lock, channel or receiver that the goroutine waits on; 0 where none is printed.
  public var address: UInt64
  /// The goroutine's sample, as an index into ``Dump/samples``.
  public var sample: UInt32
  /// Minutes in the upper 24 bits, flags in the lower 8.
  @usableFromInline var waitAndFlags: UInt32

  /// Marks of the header, beside the state.
  public struct Flags: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// From the bits.
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `, locked to thread`
    public static let lockedToThread = Flags(rawValue: 1)
    /// ` (scan)`
    public static let scan = Flags(rawValue: 2)
    /// ` (durable)`: blocked durably in a `testing/synctest` bubble.
    public static let durable = Flags(rawValue: 4)
    /// `, synctest bubble N`
    public static let bubble = Flags(rawValue: 8)
    /// The header has a wait time.
    @usableFromInline static var hasWait: Flags { Flags(rawValue: 16) }
    /// The goroutine is the one that wrote the dump, or that the crash is about.
    public static let running = Flags(rawValue: 32)
  }

  /// The marks.
  @inlinable public var flags: Flags { Flags(rawValue: UInt8(truncatingIfNeeded: waitAndFlags)) }

  /// Minutes that the goroutine has been waiting, from 1 up; nil where the header has none, which
  /// in a `debug=2` dump means less than a minute or not waiting.
  @inlinable public var waitMinutes: Int? {
    flags.contains(.hasWait) ? Int(waitAndFlags >> 8) : nil
  }

  /// The largest wait that a record can hold, in minutes: 31 years.
  static let longestWait = 1 << 24 - 1

  init(id: UInt64, creator: UInt64, address: UInt64, sample: UInt32, wait: Int?, flags: Flags) {
    self.id = id
    self.creator = creator
    self.address = address
    self.sample = sample
    let bits = wait == nil ? flags : flags.union(.hasWait)
    let minutes = UInt32(Swift.min(Swift.max(wait ?? 0, 0), Self.longestWait))
    waitAndFlags = minutes << 8 | UInt32(bits.rawValue)
  }
}

/// The goroutines of a dump, in the order of its text.
///
/// Stored in pages of fixed size, so that reading gigabytes never copies what is there already.
public struct GoroutineTable: Sendable, RandomAccessCollection {
  @usableFromInline static var pageShift: Int { 15 }
  @usableFromInline static var pageSize: Int { 1 << pageShift }

  @usableFromInline var pages: [ContiguousArray<GoroutineRecord>] = []
  /// The rows of the pages that belong to this dump.
  @usableFromInline var rows: Range<Int> = 0..<0

  /// The first position: 0.
  @inlinable public var startIndex: Int { 0 }
  /// How many goroutines.
  @inlinable public var endIndex: Int { rows.count }

  /// The goroutine at a position of the text's order.
  @inlinable public subscript(position: Int) -> GoroutineRecord {
    let row = rows.lowerBound + position
    return pages[row >> Self.pageShift][row & (Self.pageSize - 1)]
  }

  /// Calls `body` with every goroutine, in order; twice as fast as a loop over positions, which
  /// looks for the page each time.
  @inlinable
  public func forEachRow(_ body: (Int, GoroutineRecord) -> Void) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      let page = pages[row >> Self.pageShift]
      let pageStart = row & ~(Self.pageSize - 1)
      let stop = Swift.min(rows.upperBound, pageStart + Self.pageSize)
      while row < stop {
        body(row - rows.lowerBound, page[row - pageStart])
        row += 1
      }
    }
  }

  mutating func append(_ records: [GoroutineRecord]) {
    var taken = 0
    while taken < records.count {
      let room = Self.pageSize - rows.upperBound & (Self.pageSize - 1)
      if room == Self.pageSize {
        var page = ContiguousArray<GoroutineRecord>()
        // The first page grows with its contents: most dumps are small.
        if !pages.isEmpty { page.reserveCapacity(Self.pageSize) }
        pages.append(page)
      }
      let end = Swift.min(records.count, taken + room)
      pages[pages.count - 1].append(contentsOf: records[taken..<end])
      rows = rows.lowerBound..<rows.upperBound + end - taken
      taken = end
    }
  }

  /// Calls `body` with the records of some positions, in order, for changing them in place.
  mutating func update(_ part: Range<Int>, _ body: (Int, inout GoroutineRecord) -> Void) {
    var row = rows.lowerBound + part.lowerBound
    let end = rows.lowerBound + part.upperBound
    while row < end {
      let page = row >> Self.pageShift
      let pageStart = row & ~(Self.pageSize - 1)
      let stop = Swift.min(end, pageStart + Self.pageSize)
      // Taken out and put back: a page is then changed in place, without a check for each record.
      var records = ContiguousArray<GoroutineRecord>()
      swap(&records, &pages[page])
      while row < stop {
        body(row - rows.lowerBound, &records[row - pageStart])
        row += 1
      }
      swap(&records, &pages[page])
    }
  }

  /// The goroutines of some positions, sharing the storage.
  func slice(_ part: Range<Int>) -> GoroutineTable {
    var table = self
    table.rows = rows.lowerBound + part.lowerBound..<rows.lowerBound + part.upperBound
    return table
  }
}
