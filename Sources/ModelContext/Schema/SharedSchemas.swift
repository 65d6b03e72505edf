/// Forms that answers of several tools have in common. Each is written once in a schema: lists of tools
/// take room in what a client sends to a model.
enum SharedSchemas {
  static let prefix = "#/$defs/"

  private static let all: [(name: String, schema: Schema)] = [
    ("dump", DumpData.form), ("finding", FindingData.form), ("group", RowData.form),
    ("blocker", BlockerData.form), ("place", DumpData.placeForm), ("wait", DumpData.waitForm),
  ]

  /// The forms that a schema names, and those that they name.
  static func definitions(for schema: JSON) -> [JSON.Member] {
    var names: Set<String> = []
    var open = references(in: schema)
    while let name = open.popLast() {
      guard names.insert(name).inserted, let form = all.first(where: { $0.name == name }) else {
        continue
      }
      open += references(in: form.schema.json)
    }
    return all.filter { names.contains($0.name) }.map { .init($0.name, $0.schema.json) }
  }

  private static func references(in schema: JSON) -> [String] {
    switch schema {
    case .members(let members):
      members.flatMap { member in
        guard member.name == "$ref", let target = member.value.text else {
          return references(in: member.value)
        }
        return [String(target.dropFirst(prefix.count))]
      }
    case .array(let elements): elements.flatMap(references)
    default: []
    }
  }
}
