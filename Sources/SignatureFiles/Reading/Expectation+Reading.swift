import LeakAnalysis

extension Expectation {
  /// An entry of `expect:`.
  init(_ value: Value) throws(ConfigurationError) {
    let fields = try value.fields(known: GroupPattern.keys + ["max", "reason"])
    let pattern = try GroupPattern(fields, of: value)
    var parts: [String] = []
    for key in GroupPattern.keys {
      guard let field = fields[key], key != "labels" else { continue }
      var texts: [String] = []
      for entry in try field.entries() { texts.append(try entry.text()) }
      parts.append("\(key): \(list(texts))")
    }
    if !pattern.labels.isEmpty { parts.append("labels: \(list(pattern.labels.keys.sorted()))") }
    self.init(
      pattern, maximum: try fields["max"]?.number(), name: parts.joined(separator: ", "))
  }
}
