import GoroutineDump
public import LeakAnalysis

/// Writes a dump as the runtime prints it with `debug=2`, in one spelling: without what it was
/// wrapped in, without what stood between the goroutines.
///
/// The labels stand inside the brackets, as Go 1.26 prints them, since older readers take nothing
/// behind; plain text has none, for readers that take no labels at all (gostackparse). A count profile tells no ids: there every goroutine is number 0. Of a state that is not
/// known, `unknown` is written.
public struct Debug2Text: Sendable {
  private let analysis: DumpAnalysis
  private let isDeduplicated: Bool
  private let isPlain: Bool

  /// A dump to write: each goroutine, or the longest waiting one of each group, below a line that
  /// says for how many it stands; `plain` leaves out what readers of before Go 1.21 do not know, and
  /// that line.
  public init(_ analysis: DumpAnalysis, deduplicated: Bool = false, plain: Bool = false) {
    self.analysis = analysis
    isDeduplicated = deduplicated
    isPlain = plain
  }

  /// Writes the text.
  public func write(to output: consuming ReportOutput) {
    var blocks = Debug2Blocks(analysis.dump, isPlain: isPlain)
    if let failure = analysis.dump.failure, !isDeduplicated {
      output.write(Sanitizer.sanitized(failure.message) + "\n\n")
    }
    if isDeduplicated {
      for group in analysis.groups { write(group, &blocks, to: &output) }
    } else if analysis.dump.goroutines.isEmpty {
      for (number, sample) in analysis.dump.samples.enumerated() {
        for _ in 0..<sample.count { blocks.write(number, to: &output) }
      }
    } else {
      var rest = analysis.dump.samples.map(\.count)
      for (row, record) in analysis.dump.goroutines.enumerated() {
        // One that stands twice in the text is written once.
        guard rest[Int(record.sample)] > 0 else { continue }
        rest[Int(record.sample)] -= 1
        blocks.write(Int(record.sample), record, row: row, to: &output)
      }
    }
    output.flush()
  }

  private func write(
    _ group: Group, _ blocks: inout Debug2Blocks, to output: inout ReportOutput
  ) {
    var like = "# " + Quantity.text(group.count, "goroutine")
    if let wait = group.wait { like += " waiting " + Quantity.sentence(wait) }
    if !isPlain { output.write(like + "\n") }
    let goroutines = analysis.dump.goroutines
    let oldest = analysis.rows(of: group).max {
      goroutines[Int($0)].waitMinutes ?? -1 < goroutines[Int($1)].waitMinutes ?? -1
    }
    let record = oldest.map { goroutines[Int($0)] }
    blocks.write(group.sample, record, row: oldest.map(Int.init), to: &output)
  }
}
