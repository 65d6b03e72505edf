public import GoroutineDump
public import PCRE2

/// Which groups a signature looks at. All that is given must hold; what is empty does not matter.
public struct GroupPattern: Sendable, Hashable {
  /// One of these states.
  public var states: Set<GoroutineState.Activity>
  /// Some frame matches one of these.
  public var frames: [FramePattern]
  /// Some frame matches one of these, too.
  public var alsoFrames: [FramePattern]
  /// No frame matches any of these.
  public var withoutFrames: [FramePattern]
  /// The innermost frame outside the runtime's and the `sync` package's waits matches one of these.
  public var top: [FramePattern]
  /// The creator matches one of these.
  public var creators: [FramePattern]
  /// The goroutines carry a label with this key whose value matches.
  public var labels: [String: Pattern]

  /// A pattern.
  public init(
    states: Set<GoroutineState.Activity> = [], frames: [FramePattern] = [],
    alsoFrames: [FramePattern] = [], withoutFrames: [FramePattern] = [],
    top: [FramePattern] = [], creators: [FramePattern] = [], labels: [String: Pattern] = [:]
  ) {
    self.states = states
    self.frames = frames
    self.alsoFrames = alsoFrames
    self.withoutFrames = withoutFrames
    self.top = top
    self.creators = creators
    self.labels = labels
  }

  /// All frame patterns.
  var allFrames: [FramePattern] { frames + alsoFrames + withoutFrames + top + creators }
}

/// Which functions a frame may be.
///
/// Names are canonical (see ``FunctionName``): without vendor prefix, version element, type
/// arguments and closure counters, so `main.f.func` stands for `main.f.func1` and `main.f.func2.3`.
public enum FramePattern: Sendable, Hashable {
  /// The function with this name.
  case function(String)
  /// Any method of a receiver: `net/http.(*persistConn)`.
  case owner(String)
  /// Any function of a package or of one below it.
  case package(String)
  /// Any function whose name, as the dump spells it, matches.
  case expression(Pattern)
}

extension FramePattern: ExpressibleByStringLiteral {
  /// The function with this name; a name that ends in `.*` stands for all methods of the receiver
  /// or, without a receiver, for all functions of the package.
  public init(stringLiteral name: String) {
    if name.hasSuffix(").*") {
      self = .owner(String(name.dropLast(2)))
    } else if name.hasSuffix(".*") {
      self = .package(String(name.dropLast(2)))
    } else {
      self = .function(name)
    }
  }
}
