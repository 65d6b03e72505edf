/// Finds where one dump of a text ends and the next begins.
///
/// A log can hold several: a crash after a crash, or profiles that were captured one after the
/// other into one file.
struct DumpBoundaries {
  /// A dump's part of the transcript.
  struct Part {
    var rows: Range<Int>
    var counts: [Count] = []
    var profile: (name: String, total: Int, line: Int)?
    var failure: Failure?
    var failureLine = 0
    /// What stood above the first goroutine and might be the words of a panic.
    var words: [String] = []
    var hasThreadSections = false

    var isEmpty: Bool { rows.isEmpty && counts.isEmpty && profile == nil }
  }

  /// A block of a count profile.
  struct Count {
    var parser: Int
    var sample: UInt32
    var count: Int
  }

  private(set) var parts: [Part] = []
  /// Dumps beyond the limit, which were left out.
  private(set) var lostParts = 0
  private var current = Part(rows: 0..<0)
  private var firstID: UInt64 = 0
  private var sawMain = false
  private var hasEnded = false
  /// The row of the goroutine that a leak checker named last, where it names each in a line of its own.
  private var leakRow: Int?
  /// `-----` was the last that was taken: what the signal says next is said of one more thread.
  private var startsThreadSection = false
  /// What was said lately, and may belong to a failure that follows.
  private var remarks: [(line: Int, text: String)] = []
  /// The goroutine of a recovered panic is yet to come.
  private var awaitsRecovered = false

  /// Lines above a failure, and below it, that are still about it.
  private static let nearby = 12

  /// The parts of a transcript, in order; empty where it holds no dump.
  init(_ rows: GoroutineTable, _ marks: [Transcript.Mark]) {
    var mark = 0
    var row = 0
    while row < rows.count {
      while mark < marks.count, marks[mark].row <= row {
        take(marks[mark])
        mark += 1
      }
      take(rows, row)
      row += 1
      // Up to the next mark only two ids can end a dump: the others, which are nearly all of millions,
      // are passed over.
      guard firstID != 0, leakRow == nil, current.failure?.kind != .recoveredPanic else { continue }
      let stop = mark < marks.count ? Swift.min(marks[mark].row, rows.count) : rows.count
      guard row < stop else { continue }
      row = rows.firstPosition(in: row..<stop, withID: firstID, or: 1)
      current.rows = current.rows.lowerBound..<row
    }
    while mark < marks.count {
      take(marks[mark])
      mark += 1
    }
    close(at: rows.count)
  }

  private mutating func take(_ rows: GoroutineTable, _ row: Int) {
    let record = rows[row]
    if !current.counts.isEmpty || hasEnded && !current.rows.isEmpty
      || leakRow.map({ $0 != row }) ?? false
    {
      close(at: row)
    } else if current.failure?.kind == .recoveredPanic, !awaitsRecovered,
      !record.flags.contains(.running)
    {
      // One goroutine stands below each, and runs; what else follows is another dump.
      if !current.rows.isEmpty { close(at: row) }
    } else if !current.rows.isEmpty, !current.hasThreadSections, record.id != 0,
      // All ids that overflow are this one.
      record.id != .max
    {
      if record.id == firstID {
        close(at: row)
      } else if record.id == 1, sawMain {
        // The goroutine that writes a dump stands before the main one.
        let before = rows[row - 1]
        let isWriter = before.flags.contains(.running) && row - 1 > current.rows.lowerBound
        close(at: isWriter ? row - 1 : row)
        if isWriter { begin(with: before) }
      }
    }
    if current.rows.isEmpty {
      current.words = remarks.map(\.text)
      remarks = []
    }
    begin(with: record)
    awaitsRecovered = false
    startsThreadSection = false
    current.rows = current.rows.lowerBound..<row + 1
  }

  private mutating func begin(with record: GoroutineRecord) {
    if firstID == 0 { firstID = record.id }
    if record.id == 1 { sawMain = true }
    hasEnded = false
  }

  private mutating func take(_ mark: Transcript.Mark) {
    switch mark.event {
    case .profile(let name, let total):
      if !current.isEmpty { close(at: mark.row) }
      current.profile = (name, total, mark.line)
    case .count(let sample, let count):
      if !current.rows.isEmpty { close(at: mark.row) }
      current.counts.append(Count(parser: mark.parser, sample: sample, count: count))
    case .failure(let failure): take(failure, mark)
    case .remark(let remark): take(remark, at: mark.line)
    case .threadSeparator:
      // A ruler of a log is none: thread sections follow goroutines.
      guard !current.rows.isEmpty else { return }
      current.hasThreadSections = true
      startsThreadSection = true
    case .test:
      // Of a crash it says nothing: the tests of a package can print while it goes on.
      if current.failure?.kind == .leakCheck { hasEnded = true }
    case .end: hasEnded = true
    case .leak(let failure):
      // One report names goroutine after goroutine.
      if !current.isEmpty, hasEnded || current.failure?.kind != .leakCheck { close(at: mark.row) }
      if current.failure == nil {
        current.failure = failure
        current.failureLine = mark.line
      }
      leakRow = mark.row
    }
  }

  private mutating func take(_ failure: Failure, _ mark: Transcript.Mark) {
    // A server logs one panic after the other.
    let isOneMore =
      failure.kind == .recoveredPanic && current.failure?.kind == .recoveredPanic && !hasEnded
    if !current.isEmpty, !startsThreadSection, !isOneMore { close(at: mark.row) }
    awaitsRecovered = failure.kind == .recoveredPanic
    // `panic: a` can be followed by `panic: b [recovered]`: the first is the cause. Far above, it belongs
    // to something else.
    if current.failure == nil
      || !startsThreadSection && !isOneMore && mark.line - current.failureLine > 10
    {
      current.failure = failure
      let above = remarks.filter { mark.line - $0.line <= Self.nearby }.map(\.text)
      current.failure?.remarks.insert(contentsOf: above, at: 0)
      current.failureLine = mark.line
      remarks = []
    } else if current.isEmpty {
      current.failure?.remarks.append(failure.message)
    }
  }

  private mutating func take(_ remark: FailureRemark, at line: Int) {
    let isOfFailure = current.failure != nil && current.isEmpty
    switch remark {
    case .runningTest(let test):
      if isOfFailure { current.failure?.runningTests.append(test) }
    case .systemStack:
      if isOfFailure { current.failure?.isOnSystemStack = true }
    case .line(let text):
      if isOfFailure, line - current.failureLine <= Self.nearby {
        current.failure?.remarks.append(text)
      } else {
        remarks.append((line, text))
        if remarks.count > Self.nearby { remarks.removeFirst() }
      }
    }
  }

  private mutating func close(at row: Int) {
    current.rows = current.rows.lowerBound..<row
    if !current.isEmpty, parts.count < ReadingLimits.mostDumps {
      parts.append(current)
    } else if !current.isEmpty {
      lostParts += 1
    }
    current = Part(rows: row..<row)
    firstID = 0
    sawMain = false
    hasEnded = false
    leakRow = nil
    startsThreadSection = false
    awaitsRecovered = false
  }
}
