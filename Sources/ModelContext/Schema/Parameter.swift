/// Something that a tool takes.
struct Parameter {
  /// What values it can have.
  enum Kind {
    case text
    /// A list of at least `least` texts.
    case texts(least: Int)
    case whole(ClosedRange<Int>)
    case flag
  }

  let name: String
  let kind: Kind
  let description: String
  var isRequired = false
  /// Values that show how it is written.
  var examples: [JSON] = []
  var standard: JSON?

  /// Characters of a text.
  static let longestText = 4096

  /// What every tool takes.
  static let offset = Parameter(
    name: "offset", kind: .whole(0...10_000_000),
    description: "First line of the text to return, from a previous answer that did not fit",
    standard: 0)

  /// The schema of what a tool takes.
  static func schema(of parameters: [Parameter]) -> JSON {
    [
      "type": "object", "properties": .members(parameters.map { .init($0.name, $0.schema) }),
      "required": .array(parameters.filter(\.isRequired).map { .string($0.name) }),
      "additionalProperties": false,
    ]
  }

  private var schema: JSON {
    let about: JSON = .record([
      "description": .string(description), "default": standard,
      "examples": examples.isEmpty ? nil : .array(examples),
    ])
    let text: JSON = ["type": "string", "maxLength": .integer(Self.longestText)]
    let form: JSON =
      switch kind {
      case .text: text
      case .texts(let least):
        [
          "type": "array", "items": text, "minItems": .integer(least),
          "maxItems": .integer(CaptureReader.mostPaths),
        ]
      case .whole(let range):
        [
          "type": "integer", "minimum": .integer(range.lowerBound),
          "maximum": .integer(range.upperBound),
        ]
      case .flag: ["type": "boolean"]
      }
    guard case .members(let first) = form, case .members(let second) = about else { return form }
    return .members(first + second)
  }
}
