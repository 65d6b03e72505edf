/// What a tool answers: a report for reading, and the same as data.
struct ToolAnswer {
  /// The report.
  var text: String
  /// What is always there; small.
  var facts: [JSON.Member] = []
  /// What there can be much of.
  var lists: [List] = []

  /// A list of which an answer holds the beginning.
  struct List {
    let name: String
    let elements: [JSON]

    init(_ name: String, _ elements: [JSON]) {
      self.name = name
      self.elements = elements
    }
  }
}
