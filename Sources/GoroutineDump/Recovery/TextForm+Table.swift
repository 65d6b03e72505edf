/// CSV and its kin: quoted cells, with quotes doubled in them and lines within them; columns before and
/// behind the message. Where nothing is quoted the columns are counted from both ends of the line.
extension TextForm {
  static let table = TextForm { text in
    var readings: [Reading] = []
    for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), 9] where text.contains(separator) {
      readings += TableRows(text, separator).readings
    }
    for separator in [9, UInt8(ascii: "|")] where text.contains(separator) {
      if let columns = counted(text, separator) {
        readings.append(Reading(name: "columns", text: columns))
      }
    }
    return readings
  }

  /// The column that a header of the dump stands in, of every line that has as many before and behind.
  private static func counted(_ text: [UInt8], _ separator: UInt8) -> [UInt8]? {
    let lines = text.lines
    guard let first = lines.first(where: { $0.anchor != nil }), let anchor = first.anchor else {
      return nil
    }
    let before = first[..<anchor].count { $0 == separator }
    let after = first[anchor...].count { $0 == separator }
    guard before + after > 0 else { return nil }
    // Cells of a table that is drawn have a blank on both sides.
    let isDrawn = separator == UInt8(ascii: "|")
    var taken = 0
    var changed: [UInt8] = []
    for line in lines {
      let marks = line.indices.filter { line[$0] == separator }
      guard marks.count >= before + after else {
        // What is left out has nothing of a dump.
        if FieldReadings.isLikely(Array(line)) { return nil }
        continue
      }
      let start = before == 0 ? line.startIndex : marks[before - 1] + 1
      let end = after == 0 ? line.endIndex : marks[marks.count - after]
      guard start <= end else { continue }
      var cell = line[start..<end]
      if isDrawn, cell.first == 32 { cell = cell.dropFirst() }
      while isDrawn, cell.last == 32 || cell.last == 13 { cell = cell.dropLast() }
      taken += 1
      changed += cell
      changed.append(10)
    }
    return taken > 1 ? changed : nil
  }
}

/// The rows of a table whose cells a separator divides, by RFC 4180.
private struct TableRows {
  private var rows: [[[UInt8]]] = []
  /// The last cell's quote is not closed.
  private var isOpen = false

  init(_ text: [UInt8], _ separator: UInt8) {
    var row: [[UInt8]] = []
    var cursor = 0
    while cursor < text.count {
      row.append(cell(text, &cursor, separator))
      if cursor >= text.count || text[cursor] == 10 {
        rows.append(row)
        row = []
      }
      cursor += 1
    }
  }

  /// The cell at the cursor, which moves to the separator or line feed behind it.
  private mutating func cell(
    _ text: [UInt8], _ cursor: inout Int, _ separator: UInt8
  ) -> [UInt8] {
    var cell: [UInt8] = []
    if text[cursor] == UInt8(ascii: "\"") {
      cursor += 1
      isOpen = true
      while cursor < text.count {
        if text[cursor] == UInt8(ascii: "\"") {
          cursor += 1
          guard cursor < text.count, text[cursor] == UInt8(ascii: "\"") else {
            isOpen = false
            break
          }
        }
        cell.append(text[cursor])
        cursor += 1
      }
    }
    while cursor < text.count, text[cursor] != separator, text[cursor] != 10 {
      cell.append(text[cursor])
      cursor += 1
    }
    while cell.last == 13 { cell.removeLast() }
    return cell
  }

  /// The columns, where the rows have as many cells each; a row that has not may have nothing of a dump.
  var readings: [TextForm.Reading] {
    var counts: [Int: Int] = [:]
    for row in rows { counts[row.count, default: 0] += 1 }
    guard let width = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key, width > 1
    else { return [] }
    var fields = FieldReadings()
    for (number, row) in rows.enumerated() {
      let isCut = isOpen && number == rows.count - 1
      guard row.count == width || isCut && row.count < width else {
        if row.contains(where: { FieldReadings.isLikely($0) }) { return [] }
        continue
      }
      for (column, cell) in row.enumerated() { fields.add(cell, to: "\(column)") }
    }
    return fields.readings("CSV", isOpen: isOpen)
  }
}
