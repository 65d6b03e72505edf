/// `a, b or c`.
package func list(_ words: [String]) -> String {
  guard words.count > 1, let last = words.last else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}

/// A text of the user's in a message.
package func quoted(_ text: String) -> String { "`\(text)`" }
