import GoroutineDump
import LeakAnalysis

/// The table of a dump's goroutines, a row for each value of the key.
struct RowList {
  private let analysis: DumpAnalysis
  private let table: RowTable
  private let isFiltered: Bool
  private static let longestState = 24
  /// What stands before the further lines of a row, beside its number and the count: they have names
  /// to show in full, and need the room more than the alignment.
  private static let hang = 6

  init(_ analysis: DumpAnalysis, _ table: RowTable, isFiltered: Bool) {
    self.analysis = analysis
    self.table = table
    self.isFiltered = isFiltered
  }

  /// The narrow columns of a row.
  private struct Cells {
    var number: String
    var count: String
    var state: String
    var wait: String
  }

  func write(to page: inout TextPage) {
    let limit = page.options.rowLimit
    let rows = limit > 0 ? Array(table.rows.prefix(limit)) : table.rows
    let key = table.key.parts.map(\.name).joined(separator: ", ")
    page.line([Ink("GOROUTINES", .bold), Ink(" by \(key)", .dim)])
    if isFiltered { page.line([Ink("  " + matches)]) }
    guard !rows.isEmpty else { return }
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    let cells = rows.enumerated().map { number, row in
      Cells(
        number: Quantity.text(number + 1), count: Quantity.text(row.count),
        state: shortener.shorten(state(row), to: Self.longestState),
        wait: wait(row, page.options.dash))
    }
    let showsWait = cells.contains { $0.wait != "-" }
    let numberWidth = cells.map(\.number.displayWidth).max() ?? 1
    let countWidth = Swift.max(cells.map(\.count.displayWidth).max() ?? 0, 5)
    let stateWidth = Swift.max(cells.map(\.state.displayWidth).max() ?? 0, 5)
    let waitWidth = Swift.max(cells.map(\.wait.displayWidth).max() ?? 0, 4)
    // A narrow page has no room to lose.
    let gap = page.options.width < 60 ? " " : "  "
    func columns(_ cells: Cells) -> String {
      var text = "  " + cells.number.leftPadded(to: numberWidth)
      text += gap + cells.count.leftPadded(to: countWidth)
      text += "  " + cells.state.padded(to: stateWidth) + "  "
      if showsWait { text += cells.wait.padded(to: waitWidth) + "  " }
      return text
    }
    let title = columns(Cells(number: "#", count: "COUNT", state: "STATE", wait: "WAIT"))
    page.line([Ink(title + "WHERE", .dim)])
    let hang = Self.hang - 2 + gap.count + numberWidth + countWidth
    for (row, cells) in zip(rows, cells) {
      let label = columns(cells)
      var names = RowNames(analysis, table.key, row, shortener)
      let lines = names.lines(
        firstRoom: page.options.width - label.displayWidth,
        room: page.options.width - hang)
      page.flow([Ink(label)], lines[0])
      // What the further lines say, the stacks say in full.
      for line in lines.dropFirst() where !page.options.showsStacks {
        page.flow([TextPage.space(hang)], line)
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

  /// `128 of 59,962 goroutines match`.
  private var matches: String {
    let count = table.goroutineCount
    let all = Quantity.text(analysis.dump.goroutineCount, "goroutine")
    return "\(Quantity.text(count)) of \(all) \(count == 1 ? "matches" : "match")"
  }

  private func state(_ row: Row) -> String {
    row.states.count == 1 ? row.states[0].name : "\(row.states.count) states"
  }

  private func wait(_ row: Row, _ dash: String) -> String {
    // Where no goroutine has a wait time, "under a minute" would be a guess.
    if analysis.tellsMinutes {
      if let place = table.key.parts.firstIndex(of: .wait) {
        if row.values[place] != "unknown" { return row.values[place] }
      } else if let wait = row.wait {
        return Quantity.range(wait, dash: dash)
      } else if row.leaked == 0 {
        return WaitBucket.underOneMinute.rawValue
      }
    }
    // A header that says "leaked" has no minutes: it is for ever.
    return row.leaked == row.count ? "leaked" : "-"
  }
}
