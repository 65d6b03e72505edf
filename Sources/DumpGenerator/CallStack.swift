/// A stack of a made-up program: a wait, its frames, the creator.
struct CallStack {
  /// Innermost first.
  var frames: [CallFrame]
  var creator: CallFrame
  /// The goroutine that the creator ran in.
  var parent: Int
  var wait: Wait

  /// How many stacks differ from each other.
  static let maximum = Words.functionCount

  /// A stack by its number below ``maximum``: the same for the same numbers, unlike all others.
  init(number: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed &+ UInt64(number) &* 0x2545_f491_4f6c_dd1d)
    wait = number == 0 ? .running : random.among(Wait.parked)
    // Most stacks are short, some are long: 2 to 30 frames.
    let depth = 2 + min(random.below(29), random.below(29), random.below(29))
    frames = wait.frames
    // The innermost function of the program is this stack's alone: 7919 shares no factor with the
    // count, so no two numbers give one function.
    frames.append(.application(number &* 7919 % Words.functionCount, &random))
    let isServed = random.below(3) == 0
    let root = isServed ? Self.served : []
    while frames.count + root.count < depth {
      frames.append(.application(random.below(Words.functionCount), &random))
    }
    frames += root.suffix(max(0, depth - frames.count))
    creator =
      isServed
      ? CallFrame("net/http.(*Server).Serve", "net/http/server.go", 3454, 0x485)
      : .application(random.below(Words.functionCount), &random)
    parent = isServed ? 1 : 1 + random.below(200)
  }

  private static let served = [
    CallFrame("net/http.HandlerFunc.ServeHTTP", "net/http/server.go", 2294, 0x29, [.pointer]),
    CallFrame("net/http.serverHandler.ServeHTTP", "net/http/server.go", 3301, 0x8e, [.pair]),
    CallFrame("net/http.(*conn).serve", "net/http/server.go", 2102, 0x625, [.pointer, .pair]),
  ]
}

/// A call on a stack.
struct CallFrame {
  /// A word of an argument list.
  enum Word {
    /// A heap address, another in each goroutine.
    case pointer
    /// A type and a heap address.
    case pair
    case number(Int)
  }

  var function: String
  var file: String
  var line: Int
  var offset: Int
  /// What stands between the parentheses; nil for an inlined call.
  var words: [Word]?

  /// A call in the standard library.
  init(_ function: String, _ file: String, _ line: Int, _ offset: Int, _ words: [Word]? = nil) {
    self.function = function
    self.file = "/usr/local/go/src/" + file
    self.line = line
    self.offset = offset
    self.words = words
  }

  /// A call in the program itself.
  static func application(_ number: Int, _ random: inout SplitMix64) -> CallFrame {
    let (package, name) = Words.function(number)
    var frame = CallFrame(name, "", 12 + random.below(960), 0x1a + random.below(0x800))
    frame.file = "/home/build/\(package)/\(random.among(Words.files))"
    if random.below(6) > 0 {
      frame.words = [.pointer]
      for _ in 0..<random.below(4) {
        frame.words?.append(
          random.among([.pointer, .pair, .number(1), .number(0x3b9a_ca00 + random.below(4096))]))
      }
    }
    return frame
  }
}
