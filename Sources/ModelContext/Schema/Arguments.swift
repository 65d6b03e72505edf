import Reporting

/// What a call gives to a tool: each value has the kind that the tool declares.
struct Arguments {
  private let values: [String: JSON]

  /// Checks what was given.
  ///
  /// - Throws: ``ToolFailure`` that says which argument is wrong, and how it is written.
  init(_ given: JSON, for tool: any Tool) throws(ToolFailure) {
    var values: [String: JSON] = [:]
    let parameters = tool.allParameters
    guard case .members(let members) = given else { throw ToolFailure("expected an object") }
    for member in members {
      guard let parameter = parameters.first(where: { $0.name == member.name }) else {
        let names = parameters.map(\.name).joined(separator: ", ")
        throw ToolFailure(
          "unknown argument '\(Excerpt.of(member.name))'; \(tool.name) takes \(names)")
      }
      // Some clients give what they leave out as null.
      if member.value == .null { continue }
      values[member.name] = try Self.checked(member.value, parameter)
    }
    for parameter in parameters where parameter.isRequired && values[parameter.name] == nil {
      throw ToolFailure("expected the argument '\(parameter.name)': \(parameter.description)")
    }
    self.values = values
  }

  private static func checked(
    _ value: JSON, _ parameter: Parameter
  ) throws(ToolFailure) -> JSON {
    let name = parameter.name
    switch (parameter.kind, value) {
    case (.text, .string(let text)):
      try check(text, name)
      return value
    case (.texts(let least), .array(let elements)):
      guard elements.count >= least, elements.count <= CaptureReader.mostPaths else {
        throw ToolFailure(
          "'\(name)' must have \(least) to \(CaptureReader.mostPaths) elements, "
            + "found \(elements.count)")
      }
      for element in elements {
        guard let text = element.text else {
          throw ToolFailure("'\(name)' must be a list of strings")
        }
        try check(text, name)
      }
      return value
    // A single path needs no brackets to be understood.
    case (.texts(let least), .string(let text)) where least < 2:
      try check(text, name)
      return [value]
    case (.whole(let range), .integer(let number)):
      guard range.contains(number) else {
        throw ToolFailure(
          "'\(name)' must be \(range.lowerBound) to \(range.upperBound), found \(number)")
      }
      return value
    case (.flag, .bool): return value
    case (.text, _): throw ToolFailure("'\(name)' must be a string")
    case (.texts, _): throw ToolFailure("'\(name)' must be a list of strings")
    case (.whole, _): throw ToolFailure("'\(name)' must be a whole number")
    case (.flag, _): throw ToolFailure("'\(name)' must be true or false")
    }
  }

  private static func check(_ text: String, _ name: String) throws(ToolFailure) {
    guard text.utf8.count <= Parameter.longestText else {
      throw ToolFailure(
        "'\(name)' is longer than \(Quantity.text(Parameter.longestText, "character"))")
    }
  }

  /// The first line of the text that is wanted.
  var offset: Int { whole("offset") ?? 0 }

  func text(_ name: String) -> String? { values[name]?.text }

  func whole(_ name: String) -> Int? { values[name]?.whole }

  func flag(_ name: String) -> Bool { values[name] == .bool(true) }

  func texts(_ name: String) -> [String] {
    guard case .array(let elements) = values[name] else { return [] }
    return elements.compactMap(\.text)
  }
}
