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
      guard firstID != 0, leakRow == nil else { continue }
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
    begin(with: record)
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
    case .failure(let failure):
      if !current.isEmpty, !startsThreadSection { close(at: mark.row) }
      // `panic: a` can be followed by `panic: b [recovered]`: the first is the cause. Far above,
      // it belongs to something else.
      if current.failure == nil
        || !startsThreadSection && mark.line - current.failureLine > 10
      {
        current.failure = failure
        current.failureLine = mark.line
      }
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
  }
}
