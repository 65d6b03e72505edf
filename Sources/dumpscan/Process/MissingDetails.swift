import GoroutineDump
import LeakAnalysis
import Reporting

/// What is asked of a dump whose format does not tell it: an empty table must not look like an answer.
enum MissingDetails {
  /// Prints a note for each dump without the waits that a filter or the order of rows asks for.
  static func tell(_ report: Report, _ selection: SelectionOptions) {
    let asks = selection.filter.asksForWait || selection.sort == .wait
    guard asks || selection.by.parts.contains(.minute) else { return }
    for analysis in report.dumps where analysis.dump.goroutineCount > 0 {
      let name = Sanitizer.sanitized(analysis.name)
      if analysis.dump.goroutines.isEmpty {
        Message.note(
          "\(name): \(analysis.dump.format.rawValue) has no wait times"
            + (selection.filter.asksForWait ? ", so the filter matches nothing" : "")
            + "; capture with debug=2")
      } else if analysis.lacksMinutes {
        Message.note(
          "\(name): no goroutine has a wait time, so all count as waiting less than a minute")
      }
    }
  }

  /// Ends where no dump lists single goroutines, and they are asked for.
  static func demandGoroutines(_ report: Report, _ selection: SelectionOptions) throws {
    let option = selection.address == nil ? "--oldest" : "--address"
    let counts = report.dumps.filter { $0.dump.goroutines.isEmpty }
    for analysis in counts {
      let sentence =
        "\(Sanitizer.sanitized(analysis.name)): \(analysis.dump.format.rawValue) does not list "
        + "single goroutines, which \(option) needs; capture with debug=2"
      if counts.count == report.dumps.count {
        Message.error(sentence)
      } else {
        Message.note(sentence)
      }
    }
    if counts.count == report.dumps.count { throw ExitStatus.usage }
  }
}
