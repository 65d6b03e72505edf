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

  /// Calls `body` with every goroutine, in order.
  @inlinable
  public func forEachRow(_ body: (Int, GoroutineRecord) -> Void) {
    forEachRun { first, records in
      for index in records.indices { body(first + index, records[index]) }
    }
  }

  /// Calls `body` with the goroutines that lie side by side in memory, in order, and with the position
  /// of the first of them. A loop over positions looks for the page each time, and takes three times
  /// as long over millions.
  @inlinable
  public func forEachRun(_ body: (Int, Span<GoroutineRecord>) -> Void) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      let pageStart = row & ~(Self.pageSize - 1)
      let stop = Swift.min(rows.upperBound, pageStart + Self.pageSize)
      let page = pages[row >> Self.pageShift]
      body(row - rows.lowerBound, page.span.extracting(row - pageStart..<stop - pageStart))
      row = stop
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

  /// Calls `body` with the records of some positions, in order, for changing them in place: with records
  /// that lie side by side in memory, and which of them are meant.
  mutating func updateRuns(
    of part: Range<Int>, _ body: (inout MutableSpan<GoroutineRecord>, Range<Int>) -> Void
  ) {
    var row = rows.lowerBound + part.lowerBound
    let end = rows.lowerBound + part.upperBound
    while row < end {
      let pageStart = row & ~(Self.pageSize - 1)
      let stop = Swift.min(end, pageStart + Self.pageSize)
      var page = pages[row >> Self.pageShift].mutableSpan
      body(&page, row - pageStart..<stop - pageStart)
      row = stop
    }
  }

  /// The first of some positions whose goroutine has one of two ids; the end of them where none has.
  func firstPosition(in part: Range<Int>, withID one: UInt64, or other: UInt64) -> Int {
    var position = part.lowerBound
    while position < part.upperBound {
      let row = rows.lowerBound + position
      let inPage = row & (Self.pageSize - 1)
      let page = pages[row >> Self.pageShift]
      let records = page.span
      let stop = Swift.min(page.count, inPage + part.upperBound - position)
      for index in inPage..<stop where records[index].id == one || records[index].id == other {
        return position + index - inPage
      }
      position += stop - inPage
    }
    return part.upperBound
  }

  /// The goroutines of some positions, sharing the storage.
  func slice(_ part: Range<Int>) -> GoroutineTable {
    var table = self
    table.rows = rows.lowerBound + part.lowerBound..<rows.lowerBound + part.upperBound
    return table
  }
}
