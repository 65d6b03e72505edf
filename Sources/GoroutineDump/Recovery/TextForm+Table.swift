/// CSV and its kin: quoted cells, with quotes doubled in them and lines within them; columns before and
/// behind the message. Where nothing is quoted the columns are counted from both ends of the line.
extension TextForm {
  static let table = TextForm { text in
    var readings: [Reading] = []
    for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), 9] where text.contains(separator) {
      readings += quoted(text, separator)
    }
    if text.contains(9), let columns = counted(text, 9) {
      readings.append(Reading(name: "columns", text: columns))
    }
    return readings
  }

  private static func quoted(_ text: [UInt8], _ separator: UInt8) -> [Reading] {
    guard text.contains(UInt8(ascii: "\"")) else { return [] }
    var fields = FieldReadings()
    var cursor = 0
    var rows = 0
    var widest = 0
    var column = 0
    var isOpen = false
    while cursor < text.count {
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
      fields.add(cell, to: "\(column)")
      column += 1
      widest = Swift.max(widest, column)
      if cursor >= text.count || text[cursor] == 10 {
        rows += 1
        column = 0
      }
      cursor += 1
    }
    return rows > 0 && widest > 1 ? fields.readings("CSV", isOpen: isOpen) : []
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
    var taken = 0
    var changed: [UInt8] = []
    for line in lines {
      let marks = line.indices.filter { line[$0] == separator }
      guard marks.count >= before + after else { continue }
      let start = before == 0 ? line.startIndex : marks[before - 1] + 1
      let end = after == 0 ? line.endIndex : marks[marks.count - after]
      guard start <= end else { continue }
      taken += 1
      changed += line[start..<end]
      changed.append(10)
    }
    return taken > 1 ? changed : nil
  }
}
