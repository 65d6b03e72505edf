import GoroutineDump
public import LeakAnalysis

/// Writes a report as JSON, schema `dumpscan/1`, for programs.
///
/// The members stand in a fixed order and the same report gives the same bytes. Each dump of an
/// input is an entry of `inputs`; a group's id counts through the whole report.
public struct JSONReport: Sendable {
  private let view: ReportView
  private let verdict: GateVerdict?
  private let ledgers: [PlaceLedger]?
  private let answers: Answers
  /// The number of each dump's first group, less one.
  private let firstIDs: [Int]

  /// A report to write; with a verdict, it has the member `gate`, with ledgers `why`, with answers
  /// `goroutines` or `tree`.
  public init(
    _ view: ReportView, verdict: GateVerdict? = nil, ledgers: [PlaceLedger]? = nil,
    answers: Answers = Answers()
  ) {
    self.answers = answers
    self.view = view
    self.verdict = verdict
    self.ledgers = ledgers
    var next = 0
    var firstIDs: [Int] = []
    for dump in view.report.dumps {
      firstIDs.append(next)
      next += dump.groups.count
    }
    self.firstIDs = firstIDs
  }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    json.beginObject(onLines: true)
    json.write(toolWithSchema: "dumpscan/1")
    writeInputs(&json)
    writeSummary(&json)
    writeGroups(&json)
    writeRows(&json)
    writeFindings(&json)
    answers.write(view.report, firstIDs: firstIDs, to: &json)
    if let ledgers { write(ledgers, to: &json) }
    if let verdict { JSONGate(verdict, view.report).write(to: &json) }
    json.endObject()
    json.finish()
  }

  private func writeInputs(_ json: inout JSONWriter) {
    json.key("inputs")
    json.beginArray(onLines: true)
    for (number, analysis) in view.report.dumps.enumerated() {
      let dump = analysis.dump
      json.beginObject()
      json.member("path", analysis.name)
      json.member("format", dump.format.rawValue)
      json.member("profile", dump.profile)
      json.member("goroutines", dump.goroutineCount)
      json.member("bytes", dump.byteCount)
      json.member("truncated", dump.isTruncated)
      if let total = dump.declaredTotal { json.member("declaredTotal", total) }
      if let source = dump.source { json.member("source", source) }
      let wrapping = view.report.input(ofDump: number).wrapping
      if !wrapping.isEmpty {
        json.key("wrapping")
        json.beginArray()
        for name in wrapping { json.value(name) }
        json.endArray()
      }
      if let failure = dump.failure {
        json.key("failure")
        json.beginObject()
        json.member("kind", failure.kind.rawValue)
        json.member("message", failure.message)
        if !failure.runningTests.isEmpty {
          json.key("runningTests")
          json.beginArray()
          for test in failure.runningTests {
            json.beginObject()
            json.member("name", test.name)
            json.member("duration", test.duration)
            json.endObject()
          }
          json.endArray()
        }
        json.endObject()
      }
      json.key("problems")
      json.beginArray()
      for problem in dump.problems {
        json.beginObject()
        json.member("line", problem.line)
        json.member("kind", problem.kind.rawValue)
        json.member("message", problem.message)
        json.endObject()
      }
      json.endArray()
      json.endObject()
    }
    json.endArray()
  }

  /// The sums over all dumps, of all that was read, whatever the filter shows.
  private func writeSummary(_ json: inout JSONWriter) {
    let summary = Summary(view.report.dumps)
    json.key("summary")
    json.beginObject()
    json.member("goroutines", summary.goroutines)
    json.member("groups", summary.groups)
    json.member("stacks", summary.stacks)
    json.key("states")
    json.beginObject()
    for state in summary.states { json.member(state.name, state.count) }
    json.endObject()
    json.member("leaked", summary.leaked)
    json.endObject()
  }

  private func writeGroups(_ json: inout JSONWriter) {
    json.key("groups")
    json.beginArray(onLines: true)
    for (number, analysis) in view.report.dumps.enumerated() {
      var groups = JSONGroups(analysis, input: number)
      for index in analysis.groups.indices where view.shows(group: index, ofDump: number) {
        groups.write(analysis.groups[index], id: id(index, number), to: &json)
      }
    }
    json.endArray()
  }

  private func writeRows(_ json: inout JSONWriter) {
    json.key("rows")
    json.beginArray(onLines: true)
    for (number, table) in view.tables.enumerated() {
      for row in table.rows {
        json.beginObject()
        json.key("key")
        json.beginObject()
        for (part, value) in zip(table.key.parts, row.values) { json.member(part.name, value) }
        json.endObject()
        json.member("input", number)
        json.member("count", row.count)
        json.member("leaked", row.leaked)
        json.member("stacks", row.stackCount)
        json.write(waitMinutes: row.wait)
        json.key("groups")
        json.beginArray()
        for group in row.groups { json.value(id(group, number)) }
        json.endArray()
        json.endObject()
      }
    }
    json.endArray()
  }

  private func writeFindings(_ json: inout JSONWriter) {
    json.key("findings")
    json.beginArray(onLines: true)
    let shown = Set(view.findings.map(\.number))
    for finding in view.findings {
      json.beginObject()
      json.member("id", "f\(finding.number + 1)")
      json.member("signature", finding.signature)
      json.member("input", finding.dump)
      json.member("severity", finding.severity.rawValue)
      json.member("confidence", finding.confidence.rawValue)
      json.member("probability", finding.probability)
      json.member("count", finding.count)
      json.key("groups")
      json.beginArray()
      for group in finding.groups { json.value(id(group, finding.dump)) }
      json.endArray()
      json.write(waitMinutes: finding.wait)
      if let root = finding.consequenceOf, shown.contains(root) {
        json.member("consequenceOf", "f\(root + 1)")
      }
      json.write(placeAndWords: finding)
      write(finding.blockedBy, ofDump: finding.dump, to: &json)
      json.write(indicatorsOf: finding.ledger)
      json.endObject()
    }
    json.endArray()
  }

  /// The member `blockedBy`, where somebody is known to keep a finding's goroutines waiting.
  private func write(_ blockers: [BlockedBy], ofDump dump: Int, to json: inout JSONWriter) {
    guard !blockers.isEmpty else { return }
    json.key("blockedBy")
    json.beginArray()
    for blocker in blockers {
      json.beginObject()
      if blocker.goroutine != 0 { json.member("goroutine", Int(clamping: blocker.goroutine)) }
      json.member("group", id(blocker.group, dump))
      json.member("function", blocker.holder.function)
      json.write("site", blocker.site)
      json.member("state", blocker.state)
      if let minutes = blocker.waitMinutes { json.member("waitMinutes", minutes) }
      json.member("grade", blocker.grade.rawValue)
      json.member("reason", blocker.reason)
      json.member("behind", blocker.behind)
      json.endObject()
    }
    json.endArray()
  }

  private func write(_ ledgers: [PlaceLedger], to json: inout JSONWriter) {
    json.key("why")
    json.beginArray(onLines: true)
    for ledger in ledgers {
      json.beginObject()
      json.member("input", ledger.dump)
      json.write("site", ledger.site)
      json.member("waitsIn", ledger.place.kind.rawValue)
      json.member("count", ledger.place.count)
      json.write(waitMinutes: ledger.wait)
      json.key("groups")
      json.beginArray()
      for group in ledger.place.groups { json.value(id(group, ledger.dump)) }
      json.endArray()
      if let signature = ledger.signature { json.member("signature", signature.id) }
      if let severity = ledger.severity { json.member("severity", severity.rawValue) }
      json.member("probability", ledger.ledger.probability)
      json.member("start", ledger.ledger.start)
      json.write(indicatorsOf: ledger.ledger)
      json.key("changes")
      json.beginArray()
      for change in ledger.changes { json.value(change) }
      json.endArray()
      json.endObject()
    }
    json.endArray()
  }

  private func id(_ group: Int, _ dump: Int) -> String { "g\(firstIDs[dump] + group + 1)" }
}

extension JSONWriter {
  /// The first members of a document: its schema, and what wrote it.
  mutating func write(toolWithSchema schema: String) {
    member("schema", schema)
    key("tool")
    beginObject()
    member("name", Tool.name)
    member("version", Tool.version)
    endObject()
  }

  /// The members of a finding that say where it is, and what it is, in words.
  mutating func write(placeAndWords finding: Finding) {
    write("site", finding.site)
    write("calledFrom", finding.calledFrom)
    write("createdBy", finding.createdBy)
    if !finding.owners.isEmpty { member("owner", finding.owners.joined(separator: " ")) }
    member("title", finding.title)
    member("evidence", finding.evidence)
    member("cause", finding.cause)
    member("fix", finding.fix)
    member("help", finding.help)
  }

  /// The member `indicators`: what speaks for (above 0) and against, in log-odds.
  mutating func write(indicatorsOf ledger: Ledger?) {
    key("indicators")
    beginArray()
    for entry in ledger?.entries ?? [] {
      beginObject()
      member("id", entry.indicator)
      member("answer", entry.answer)
      member("weight", entry.weight)
      if let ledger { member("text", ledger.text(of: entry)) }
      endObject()
    }
    endArray()
  }

  /// The member `waitMinutes`, where there is a wait.
  mutating func write(waitMinutes wait: WaitSummary?) {
    guard let wait else { return }
    key("waitMinutes")
    beginObject()
    member("min", wait.min)
    member("median", wait.median)
    member("max", wait.max)
    endObject()
  }

  /// A member for a place, where there is one.
  mutating func write(_ name: String, _ place: Place?) {
    guard let place else { return }
    key(name)
    beginObject()
    member("function", place.function)
    member("file", place.file)
    member("line", place.line)
    endObject()
  }
}
