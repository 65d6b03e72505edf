import GoroutineDump
import Reporting
import Synchronization

/// What is said on standard error.
enum Message {
  private static let redacts = Atomic<Bool>(false)

  /// Whether homes and hosts are left out here too: what a pipeline says is seen by others.
  static var isRedacted: Bool {
    get { redacts.load(ordering: .relaxed) }
    set { redacts.store(newValue, ordering: .relaxed) }
  }

  /// Says what went wrong, in one sentence.
  static func error(_ sentence: String) { say("error: \(sentence)") }

  /// Says what a person should know, without anything being wrong.
  static func note(_ sentence: String) { say("note: \(sentence)") }

  private static func say(_ sentence: String) {
    let sentence = isRedacted ? Redaction.sentence(sentence) : sentence
    _ = Stream.error.write(Array("\(Tool.name): \(sentence)\n".utf8))
  }
}
