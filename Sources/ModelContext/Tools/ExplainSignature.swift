import LeakAnalysis
import SignatureFiles

/// What a signature is, why it leaks, and how to fix it.
struct ExplainSignature: Tool {
  let catalogue: Catalogue

  let name = "explain_signature"
  let title = "Explain a leak signature"
  let description = """
    Explains a signature of the catalogue, the kind of leak or hang that a finding names: what the \
    dump shows, why it happens, Go code before and after the fix, and healthy programs that look \
    alike. Use it before proposing a change for a finding, to check that the code matches. It reads \
    no dump.
    """
  let parameters: [Parameter] = [
    Parameter(
      name: "id", kind: .text,
      description: "Id of the signature, as findings of analyze_dump name it", isRequired: true,
      examples: ["chan-send-no-receiver"])
  ]
  let output = Schema.answer(
    facts: [
      "id": .string("The id"), "title": .string("What it is"),
      "severity": .word(Severity.allCases.map(\.rawValue), "The worst severity that it reaches"),
      "summary": .string("What the dump shows"), "cause": .string("Why it happens"),
      "fix": .string("What to change"), "help": .string("Where to read more; may be empty"),
    ],
    lists: [
      "lookAlikes": .list(.string("One"), "Healthy programs that look alike"),
      "code": .list(
        .object(
          "Go code", required: ["kind": .word(["leaks", "fixed"], "Which"), "text": .string("It")]
        ), "Code that leaks, and the same code fixed"),
    ])

  func answer(_ arguments: Arguments, _ call: Call) throws(ToolFailure) -> ToolAnswer {
    let id = arguments.text("id") ?? ""
    guard let signature = catalogue.signature(id) else {
      let nearest = catalogue.nearestID(to: String(id.prefix(100)))
      throw ToolFailure(
        "unknown signature '\(Excerpt.of(id))'"
          + (nearest.map { "; did you mean '\($0)'?" } ?? "; resources/list names all"))
    }
    let code = [("leaks", signature.example.before), ("fixed", signature.example.after)]
    return ToolAnswer(
      text: SignatureFiles.explain(signature),
      facts: [
        .init("id", .string(signature.id)), .init("title", Excerpt.json(signature.title)),
        .init("severity", .string(signature.severity.rawValue)),
        .init("summary", Excerpt.json(signature.summary)),
        .init("cause", Excerpt.json(signature.cause)), .init("fix", Excerpt.json(signature.fix)),
        .init("help", Excerpt.json(signature.help)),
      ],
      lists: [
        .init("lookAlikes", signature.lookAlikes.map { Excerpt.json($0) }),
        .init(
          "code",
          code.filter { !$0.1.isEmpty }.map { ["kind": .string($0.0), "text": .string($0.1)] }),
      ])
  }
}
