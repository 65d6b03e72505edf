import GoroutineDump
import LeakAnalysis
import PCRE2
import Reporting

/// The dumps of a call, judged and gathered into rows, ready to be shown.
struct Analysis {
  let view: ReportView
  /// What a reader should know beside the report.
  let notes: [String]

  /// - Parameters:
  ///   - names: the paths.
  ///   - condition: which goroutines the tables show; nil for all.
  ///   - key: what the goroutines of a row have in common.
  ///   - rowLimit: rows of each table that are worked out.
  init(
    _ names: [String], where condition: String?, by key: RowKey = .standard, rowLimit: Int?,
    captures: CaptureReader, catalogue: Catalogue, isRedacted: Bool, _ call: Call
  ) throws(ToolFailure) {
    var filter = GroupFilter()
    if let condition {
      do throws(QueryError) {
        filter.query = try Query(parsing: condition)
      } catch {
        throw ToolFailure("where: \(error)")
      }
    }
    if isRedacted, !filter.addresses.isEmpty {
      throw ToolFailure("where: address() cannot be used: this server redacts addresses")
    }
    let reading = try captures.read(names, for: call, keeping: filter.addresses)
    let (report, tables) = Report.analyzed(reading.inputs, catalogue: catalogue) {
      [filter] dumps in
      Result { () throws(PatternError) in
        try RowTable.tables(of: dumps, by: key, filter: filter, limit: rowLimit)
      }
    }
    if call.isCancelled { throw .cancelled }
    let rows: [RowTable]
    do throws(PatternError) {
      rows = try tables.get()
    } catch {
      throw ToolFailure("where: \(Sanitizer.sanitized(error.description))")
    }
    let whole = ReportView(report, rows, filter: filter)
    view = isRedacted ? whole.redacted() : whole
    var notes = reading.notes + report.problems
    if filter.asksForWait {
      for analysis in view.report.dumps where analysis.dump.goroutines.isEmpty {
        notes.append(
          "\(analysis.name): \(analysis.dump.format.rawValue) has no wait times, so the condition "
            + "matches nothing; capture with debug=2")
      }
    }
    self.notes = notes
  }

  /// How the texts of answers look: no colours, nothing but ASCII around what the dump says.
  static func text(rowLimit: Int = 10) -> TextOptions {
    TextOptions(width: 100, usesUnicode: false, rowLimit: rowLimit)
  }
}

extension ToolFailure {
  /// The sentence without homes and hosts.
  var redacted: String { Redaction.sentence(sentence) }
}
