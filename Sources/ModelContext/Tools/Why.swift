import GoroutineDump
import LeakAnalysis
import Reporting

/// What speaks for and against a leak at a place, reported or not.
struct Why: Tool {
  let captures: CaptureReader
  let catalogue: Catalogue
  let isRedacted: Bool

  let name = "why"
  let title = "Show why a place is or is not a leak"
  let description = """
    Shows how a place in a dump was judged: the probability of a leak, each indicator for and \
    against it with its weight, and what would change the verdict. Use it to explain a finding, or to \
    find out why goroutines at some function are not reported. \(Trust.note)
    """
  let parameters: [Parameter] = [
    .path,
    Parameter(
      name: "place", kind: .text,
      description: "Function, file:line or fingerprint of the goroutines; * for all places",
      isRequired: true, examples: ["main.worker", "server.go:120"]),
  ]
  let output = Schema.answer(
    lists: [
      "places": .list(
        .object(
          "A place and its verdict",
          required: [
            "dump": DumpData.dumpSchema, "site": DumpData.placeSchema,
            "count": .integer("Goroutines"),
            "probability": .number("The probability of a leak, from 0 to 1"),
            "severity": .word(
              Severity.allCases.map(\.rawValue) + ["none"],
              "How bad it is; none if it is not reported"),
            "indicators": .list(
              .object(
                "An indicator",
                required: [
                  "id": .string("Its id"), "text": .string("What it says"),
                  "weight": .number("Above 0 for a leak, below 0 against it, in log-odds"),
                ]), "What was considered, the weightiest first"),
            "changes": .list(.string("A sentence"), "What would change the verdict"),
          ],
          optional: [
            "signature": .string("The signature that fits"), "waitMinutes": DumpData.waitSchema,
          ]), "The places that match"),
      "dumps": .list(DumpData.schema, "What was read"),
    ])

  func answer(_ arguments: Arguments, _ call: Call) throws(ToolFailure) -> ToolAnswer {
    let question = arguments.text("place") ?? ""
    let reading = try captures.read([arguments.text("path") ?? ""], for: call)
    let whole = Report(reading.inputs, catalogue: catalogue)
    if call.isCancelled { throw .cancelled }
    let report = isRedacted ? whole.redacted() : whole
    let ledgers = report.ledgers(question, catalogue: catalogue)
    guard !ledgers.isEmpty else {
      throw ToolFailure(
        "no place matches '\(Excerpt.of(question))'; give a function as the table of analyze_dump "
          + "shows it")
    }
    return ToolAnswer(
      text: CollectedText.of(notes: reading.notes) { output in
        LedgerText(ledgers, options: Analysis.text()).write(to: output)
      },
      lists: [.init("places", ledgers.map(Self.json)), DumpData.list(report.dumps)])
  }

  private static func json(_ ledger: PlaceLedger) -> JSON {
    .record([
      "dump": .integer(ledger.dump), "site": DumpData.place(ledger.site),
      "count": .integer(ledger.place.count),
      "probability": DumpData.number(ledger.ledger.probability),
      "severity": .string(ledger.severity?.rawValue ?? "none"),
      "indicators": .array(
        ledger.ledger.entries.map { entry in
          [
            "id": .string(entry.indicator), "text": Excerpt.json(ledger.ledger.text(of: entry)),
            "weight": DumpData.number(entry.weight),
          ]
        }),
      "changes": .array(ledger.changes.map { Excerpt.json($0) }),
      "signature": ledger.signature.map { .string($0.id) },
      "waitMinutes": DumpData.wait(ledger.wait),
    ])
  }
}
