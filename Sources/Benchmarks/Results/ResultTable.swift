/// The results, in plain text of at most 100 columns.
struct ResultTable {
  var sections: [Section]
  var runs: Int
  /// What this process took itself: smaller peaks than that cannot be told.
  var floor = ShellCommand.ownPeakBytes()

  var text: String {
    var lines = [Self.line("WORK", "SECONDS", "CPU", "PEAK MiB", "RATIO", "AIMED AT")]
    for section in sections {
      lines.append(section.heading)
      lines += section.rows.map { line($0, in: section) }
    }
    lines.append("")
    lines.append(
      "Medians of \(runs) runs in turn. CPU: user and system time of all processes of a row, in")
    lines.append("seconds. Peak: the largest process of a row, in its largest run.")
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ row: Row, in section: Section) -> String {
    guard let seconds = row.seconds, let processor = row.processorSeconds else {
      return Self.line("  " + row.work, "-", "-", "-", row.failure ?? "", row.aim)
    }
    return Self.line(
      "  " + row.work, Self.fixed(seconds, 3), Self.fixed(processor, 3), peak(row),
      ratio(row, seconds, in: section), row.aim)
  }

  private func peak(_ row: Row) -> String {
    guard let peak = row.peakBytes else { return "" }
    // Linux counts pages in batches, so the least is not told to the byte.
    return peak * 20 <= floor * 21
      ? "< \(floor >> 20 + 1)" : "\((peak + 1 << 19) >> 20)"
  }

  private func ratio(_ row: Row, _ seconds: Double, in section: Section) -> String {
    if let gibibytes = row.gibibytes { return Self.fixed(seconds / gibibytes, 2) + " s/GiB" }
    guard let reference = row.reference else { return "" }
    guard let other = section.rows[reference.row].seconds else { return "- x \(reference.name)" }
    return Self.fixed(seconds / other, 2) + " x \(reference.name)"
  }

  private static func line(
    _ work: String, _ seconds: String, _ processor: String, _ peak: String, _ ratio: String,
    _ aim: String
  ) -> String {
    var line = work + spaces(after: work, 36)
    for (cell, width) in [(seconds, 8), (processor, 8), (peak, 9)] {
      line += spaces(after: cell, width) + cell
    }
    if !ratio.isEmpty || !aim.isEmpty { line += "  " + ratio }
    if !aim.isEmpty { line += spaces(after: ratio, 17) + aim }
    return line
  }

  private static func spaces(after text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count))
  }

  /// A number with so many digits behind the point.
  private static func fixed(_ number: Double, _ digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((number * Double(scale)).rounded())
    return "\(scaled / scale)." + "\(scale + scaled % scale)".dropFirst()
  }
}
