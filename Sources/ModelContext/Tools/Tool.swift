/// Something that an assistant can ask for. All of them read, and none changes anything.
protocol Tool: Sendable {
  /// The name by which it is called.
  var name: String { get }
  /// What a person is shown.
  var title: String { get }
  /// What it answers, when to use it, and what its answer holds.
  var description: String { get }
  /// What it takes.
  var parameters: [Parameter] { get }
  /// The form of the structured content of its answers.
  var output: Schema { get }

  /// The answer.
  ///
  /// - Throws: ``ToolFailure`` with a sentence that says what to do.
  func answer(_ arguments: Arguments, _ call: Call) throws(ToolFailure) -> ToolAnswer
}

/// Why a tool has no answer, in a sentence for an assistant that can try again.
struct ToolFailure: Error, Hashable {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }

  /// Nobody reads it: a call that was cancelled is not answered.
  static let cancelled = ToolFailure("cancelled")
}

extension Tool {
  /// The tool as `tools/list` declares it.
  var declaration: JSON {
    [
      "name": .string(name), "title": .string(title), "description": .string(description),
      "inputSchema": Parameter.schema(of: allParameters), "outputSchema": output.json,
      "annotations": [
        "title": .string(title), "readOnlyHint": true, "destructiveHint": false,
        "idempotentHint": true, "openWorldHint": false,
      ],
    ]
  }

  /// What it takes, with what every tool takes.
  var allParameters: [Parameter] { parameters + [.offset] }
}
