/// A JSON Schema (2020-12) of an answer, or of a part of one.
struct Schema {
  let json: JSON

  static func string(_ description: String) -> Schema { plain("string", description) }
  static func integer(_ description: String) -> Schema { plain("integer", description) }
  static func number(_ description: String) -> Schema { plain("number", description) }
  static func bool(_ description: String) -> Schema { plain("boolean", description) }

  /// One of some words.
  static func word(_ words: [String], _ description: String) -> Schema {
    Schema(
      json: [
        "type": "string", "enum": .array(words.map { .string($0) }),
        "description": .string(description),
      ])
  }

  /// A list of things that are alike.
  static func list(_ element: Schema, _ description: String) -> Schema {
    Schema(
      json: [
        "type": "array", "description": .string(description), "items": element.json,
      ])
  }

  /// A form that stands in ``SharedSchemas`` under this name.
  static func shared(_ name: String) -> Schema {
    Schema(json: ["$ref": .string(SharedSchemas.prefix + name)])
  }

  /// An object; `required` members are always there.
  static func object(
    _ description: String, required: KeyValuePairs<String, Schema>,
    optional: KeyValuePairs<String, Schema> = [:]
  ) -> Schema {
    let members = Array(required) + Array(optional)
    return Schema(
      json: [
        "type": "object", "description": .string(description),
        "properties": .members(members.map { .init($0.key, $0.value.json) }),
        "required": .array(required.map { .string($0.key) }),
      ])
  }

  /// The answer of a tool: its facts, its lists, and what of them was left out.
  static func answer(
    facts: KeyValuePairs<String, Schema> = [:], optionalFacts: KeyValuePairs<String, Schema> = [:],
    lists: KeyValuePairs<String, Schema> = [:]
  ) -> Schema {
    let omitted = Schema(
      json: [
        "type": "object",
        "description": "Elements of each list that did not fit into the answer",
        "properties": .members(lists.map { .init($0.key, ["type": "integer"]) }),
        "required": .array(lists.map { .string($0.key) }),
      ])
    let next = Schema.integer(
      "The offset with which the call is repeated for the rest of the text; 0 if there is none")
    let required =
      Array(facts) + [("nextOffset", next)] + Array(lists) + [("omitted", omitted)]
    let members = required + Array(optionalFacts)
    let properties = JSON.members(members.map { .init($0.0, $0.1.json) })
    return Schema(
      json: [
        "type": "object", "properties": properties,
        "required": .array(required.map { .string($0.0) }),
        "$defs": .members(SharedSchemas.definitions(for: properties)),
      ])
  }

  private static func plain(_ type: String, _ description: String) -> Schema {
    Schema(json: ["type": .string(type), "description": .string(description)])
  }
}
