import GoroutineDump

extension Analysis {
  /// A report of the race detector: both sides of it.
  static let dataRace = Analysis("data-race", endings: [.dataRace]) { candidates, failure in
    let context = candidates.context
    let rows = Array(context.analysis.dump.goroutines.indices.prefix(2))
    var groups: [Int] = []
    var sides: [String] = []
    for row in rows {
      guard let group = context.group(of: row) else { continue }
      if !groups.contains(group) { groups.append(group) }
      let id = context.analysis.dump.goroutines[row].id
      let place = context.ownFrame(of: group).map(context.analysis.place)
      sides.append("goroutine \(id)" + (place.map { " in \($0.text)" } ?? ""))
    }
    // Without its heading, a report begins with the first of the two: `Write at 0x… by goroutine 8:`.
    let words =
      failure.message.hasSuffix(":") ? String(failure.message.dropLast()) : failure.message
    return [
      .statement(
        groups, [words, sides.joined(separator: " and ")],
        site: groups.first.flatMap { context.ownFrame(of: $0) }.map(context.analysis.place))
    ]
  }
}
