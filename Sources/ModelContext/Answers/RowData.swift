import GoroutineDump
import LeakAnalysis

/// Rows of a table as data.
enum RowData {
  static let schema = Schema.shared("group")
  static let form = Schema.object(
    "A row of the table, the largest first",
    required: [
      "group": .integer("Its number, for show_group with the same where"),
      "dump": DumpData.dumpSchema,
      "count": .integer("Goroutines"), "state": .string("The state of most of them"),
      "leaked": .integer("Goroutines that the runtime proved leaked"),
      "stacks": .integer("Distinct stacks"),
      "fingerprint": .string("The fingerprint of its largest group, the same after a rebuild"),
    ],
    optional: [
      "waitMinutes": DumpData.waitSchema, "site": DumpData.placeSchema,
      "top": DumpData.placeSchema, "createdBy": DumpData.placeSchema,
    ])

  /// The first rows of each table.
  static func list(_ tables: [RowTable], _ dumps: [DumpAnalysis], limit: Int) -> ToolAnswer.List {
    let all = tables.enumerated().flatMap { dump, table in
      rows(Array(1...limit).filter { $0 <= table.rows.count }, of: table, dump: dump, dumps[dump])
    }
    return ToolAnswer.List("groups", all)
  }

  /// Some rows of a table, by their numbers.
  static func rows(
    _ numbers: [Int], of table: RowTable, dump: Int, _ analysis: DumpAnalysis
  ) -> [JSON] {
    let fingerprints = FingerprintTable(analysis)
    return numbers.map { json(table.rows[$0 - 1], $0, dump, analysis, fingerprints) }
  }

  private static func json(
    _ row: Row, _ number: Int, _ dump: Int, _ analysis: DumpAnalysis,
    _ fingerprints: FingerprintTable
  ) -> JSON {
    let site = row.sites.first.map(analysis.place)
    let top = row.tops.first.map(analysis.place)
    let fingerprint = row.groups.first.map { fingerprints.fingerprint(of: analysis.groups[$0]) }
    return .record([
      "group": .integer(number), "dump": .integer(dump), "count": .integer(row.count),
      "state": Excerpt.json(row.states.first?.name ?? ""), "leaked": .integer(row.leaked),
      "stacks": .integer(row.stackCount),
      "fingerprint": .string(fingerprint?.description ?? ""),
      "waitMinutes": DumpData.wait(row.wait), "site": DumpData.place(site),
      "top": top == site ? nil : DumpData.place(top),
      "createdBy": DumpData.place(row.creators.first.map(analysis.place)),
    ])
  }
}
