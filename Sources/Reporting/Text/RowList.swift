import GoroutineDump
import LeakAnalysis

/// The table of a dump's goroutines, a row for each value of the key.
struct RowList {
  private let analysis: DumpAnalysis
  private let table: RowTable
  private static let longestState = 24
  /// What stands before the further lines of a row, beside the count: they have names to show in
  /// full, and need the room more than the alignment.
  private static let hang = 6

  init(_ analysis: DumpAnalysis, _ table: RowTable) {
    self.analysis = analysis
    self.table = table
  }

  /// The narrow columns of a row.
  private struct Cells {
    var count: String
    var state: String
    var wait: String
  }

  func write(to page: inout TextPage) {
    let limit = page.options.rowLimit
    let rows = limit > 0 ? Array(table.rows.prefix(limit)) : table.rows
    let key = table.key.parts.map(\.name).joined(separator: ", ")
    page.line([Ink("GOROUTINES", .bold), Ink(" by \(key)", .dim)])
    guard !rows.isEmpty else {
      page.line([Ink("  none passes the filter")])
      return
    }
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    let cells = rows.map { row in
      Cells(
        count: Quantity.text(row.count),
        state: shortener.shorten(state(row), to: Self.longestState),
        wait: wait(row))
    }
    let showsWait = cells.contains { $0.wait != "-" }
    let countWidth = Swift.max(cells.map(\.count.displayWidth).max() ?? 0, 5)
    let stateWidth = Swift.max(cells.map(\.state.displayWidth).max() ?? 0, 5)
    let waitWidth = Swift.max(cells.map(\.wait.displayWidth).max() ?? 0, 4)
    func columns(_ cells: Cells) -> String {
      var text = "  " + cells.count.leftPadded(to: countWidth)
      text += "  " + cells.state.padded(to: stateWidth) + "  "
      if showsWait { text += cells.wait.padded(to: waitWidth) + "  " }
      return text
    }
    let title = columns(Cells(count: "COUNT", state: "STATE", wait: "WAIT"))
    page.line([Ink(title + "WHERE", .dim)])
    for (row, cells) in zip(rows, cells) {
      let label = columns(cells)
      var names = RowNames(analysis, table.key, row, shortener)
      let lines = names.lines(
        firstRoom: page.options.width - label.displayWidth,
        room: page.options.width - Self.hang - countWidth)
      page.flow([Ink(label)], lines[0])
      // What the further lines say, the stacks say in full.
      for line in lines.dropFirst() where !page.options.showsStacks {
        page.flow([TextPage.space(Self.hang + countWidth)], line)
      }
      shortener = names.shortener
      if page.options.showsStacks { RowStacks(analysis).write(row, to: &page) }
    }
    let rest = table.rows.dropFirst(rows.count)
    let more = rest.count + table.more.rows
    if more > 0 {
      let goroutines = Quantity.text(
        rest.reduce(table.more.goroutines) { $0 + $1.count }, "goroutine")
      page.line([Ink("  and \(Quantity.text(more, "more row")) with \(goroutines): --top 0", .dim)])
    }
  }

  private func state(_ row: Row) -> String {
    row.states.count == 1 ? row.states[0].name : "\(row.states.count) states"
  }

  private func wait(_ row: Row) -> String {
    // Where nobody tells minutes, "under a minute" would be a guess.
    if analysis.tellsMinutes {
      if let place = table.key.parts.firstIndex(of: .wait) {
        if row.values[place] != "unknown" { return row.values[place] }
      } else if let wait = row.wait {
        return Quantity.range(wait)
      } else if row.leaked == 0 {
        return WaitBucket.underOneMinute.rawValue
      }
    }
    // A header that says "leaked" has no minutes: it is for ever.
    return row.leaked == row.count ? "leaked" : "-"
  }
}
