import LeakAnalysis

/// The groups of all dumps, a column for each thing that is known of them.
struct GroupColumns {
  struct Row {
    var dump, node, state, count, leaked, top, site, entry, creator, labels, elided: Int
    var wait: WaitSummary?
    var ages: [Int]
    var ids: [Int]
  }

  private var rows: [Row] = []

  var count: Int { rows.count }

  mutating func append(_ row: Row) { rows.append(row) }

  func write(to json: inout CompactJSON) {
    let columns: [(String, KeyPath<Row, Int>)] = [
      ("dump", \.dump), ("node", \.node), ("state", \.state), ("count", \.count),
      ("leaked", \.leaked), ("top", \.top), ("site", \.site), ("entry", \.entry),
      ("creator", \.creator), ("labels", \.labels), ("elided", \.elided),
    ]
    for (name, path) in columns { json.member(name, rows.map { $0[keyPath: path] }) }
    json.member("wait", rows.map { $0.wait.map { [$0.min, $0.median, $0.max] } ?? [] })
    // How many goroutines in which age: pairs, or the one age that all have.
    json.member(
      "age",
      rows.map { row in
        let known = row.ages.indices.filter { row.ages[$0] > 0 }
        return known.count == 1 ? [known[0]] : known.flatMap { [$0, row.ages[$0]] }
      })
    json.member("ids", rows.map(\.ids))
  }
}
