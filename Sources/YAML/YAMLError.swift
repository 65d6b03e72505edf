/// A text that is not YAML, or more of it than is read.
public struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line, from 1; 0 where it concerns the whole text.
  public var line: Int
  /// What is wrong: libyaml's words, or ours.
  public var message: String

  /// `line 3: did not find expected ',' or ']'`
  public var description: String { line > 0 ? "line \(line): \(message)" : message }
}
