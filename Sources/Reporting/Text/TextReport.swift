import GoroutineDump
import LeakAnalysis

/// Writes a report for a person at a terminal.
public struct TextReport: Sendable {
  private let view: ReportView

  /// A report to write.
  public init(_ view: ReportView) { self.view = view }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    for dump in view.report.dumps {
      output.write("\(dump.name)  \(dump.dump.goroutineCount) goroutines\n")
    }
    output.flush()
  }
}
