import Reporting

/// What is said on standard error.
enum Message {
  /// Says what went wrong, in one sentence.
  static func error(_ sentence: String) { say("error: \(sentence)") }

  /// Says what a person should know, without anything being wrong.
  static func note(_ sentence: String) { say("note: \(sentence)") }

  private static func say(_ sentence: String) {
    _ = Stream.error.write(Array("\(Tool.name): \(sentence)\n".utf8))
  }
}
