package import GoroutineDump
import PCRE2

/// How frames, states and labels are written in a file.
///
/// A frame is an exact name (`net/http.(*conn).serve`; closures without their counters:
/// `main.f.func`), all of a receiver or package (`main.(*pool).*`, `net/http.*`), a glob
/// (`example.com/*/worker.Run`), or a regular expression between slashes (`/\.run$/`, `/x/i`).
package enum PatternSyntax {
  static func frame(_ value: Value) throws(ConfigurationError) -> FramePattern {
    let text = try value.text()
    guard !text.isEmpty else { throw value.error("a function's name is expected here") }
    if let expression = try regularExpression(text, value) { return .expression(expression) }
    guard hasWildcard(text.utf8.dropLast(text.utf8.isWholeOwner ? 2 : 0)) else {
      return text.utf8.isWholeOwner
        ? FramePattern(stringLiteral: text) : .function(FunctionName(text).canonical)
    }
    return .expression(try compiling(value) { () throws(PatternError) in try Pattern.glob(text) })
  }

  /// A label's value or a message: a glob, or a regular expression between slashes.
  static func text(
    _ value: Value, options: Pattern.Options = []
  ) throws(ConfigurationError) -> Pattern {
    let text = try value.text()
    if let expression = try regularExpression(text, value, options) { return expression }
    return try compiling(value) { () throws(PatternError) in try Pattern.glob(text) }
  }

  /// A wait reason, as the runtime prints it.
  static func state(_ value: Value) throws(ConfigurationError) -> GoroutineState.Activity {
    let text = try value.text()
    if let activity = states.first(where: { $0.name == text })?.activity { return activity }
    let nearest = Nearest.match(text, in: states.map(\.name)).map { "; did you mean `\($0)`?" }
    throw value.error(
      "\(quoted(text)) is no state" + (nearest ?? "; states are \(list(states.map(\.name)))"))
  }

  /// The states that a file can name.
  package static let states: [(name: String, activity: GoroutineState.Activity)] = [
    ("chan send", .channelSend), ("chan receive", .channelReceive),
    ("chan send (nil chan)", .channelSendNil), ("chan receive (nil chan)", .channelReceiveNil),
    ("select", .select), ("select (no cases)", .selectNoCases), ("IO wait", .ioWait),
    ("sleep", .sleep), ("syscall", .syscall), ("sync.Mutex.Lock", .mutexLock),
    ("sync.RWMutex.RLock", .rwMutexRLock), ("sync.RWMutex.Lock", .rwMutexLock),
    ("sync.WaitGroup.Wait", .waitGroupWait), ("sync.Cond.Wait", .condWait),
    ("semacquire", .semaphore), ("running", .runnable), ("unknown", .other),
  ]

  /// Whether a name holds a `*` or `?` that is not the star of a receiver: `(*conn)`.
  private static func hasWildcard(_ name: some Sequence<UInt8>) -> Bool {
    var isReceiver = false
    for byte in name {
      if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "*") && !isReceiver { return true }
      isReceiver = byte == UInt8(ascii: "(")
    }
    return false
  }

  private static func regularExpression(
    _ text: String, _ value: Value, _ options: Pattern.Options = []
  ) throws(ConfigurationError) -> Pattern? {
    guard text.utf8.first == UInt8(ascii: "/"), text.utf8.count > 1 else { return nil }
    let ignoresCase = text.hasSuffix("/i")
    guard ignoresCase || text.hasSuffix("/") else {
      throw value.error("a regular expression ends with a slash: \(quoted(text + "/"))")
    }
    let source = String(text.dropFirst().dropLast(ignoresCase ? 2 : 1))
    return try compiling(value) { () throws(PatternError) in
      try Pattern(source, options: ignoresCase ? options.union(.caseInsensitive) : options)
    }
  }

  private static func compiling(
    _ value: Value, _ body: () throws(PatternError) -> Pattern
  ) throws(ConfigurationError) -> Pattern {
    do {
      return try body()
    } catch {
      throw value.error(error.description)
    }
  }
}

extension String.UTF8View {
  /// Whether a name stands for all of a receiver or package: `net/http.*`.
  fileprivate var isWholeOwner: Bool { suffix(2).elementsEqual(".*".utf8) }
}
