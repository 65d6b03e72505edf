import GoroutineDump

/// The goroutine that ended the program, and where in it.
struct Culprit {
  /// Its group.
  let group: Int
  /// The frame that did it: of a panic, what called it; else the innermost of the program's own.
  let place: Place
  /// `goroutine 5 is in main.load (main.go:93)`
  let sentence: String

  /// The goroutine that panicked or threw; nil where it is not in the text.
  ///
  /// The runtime prints it first, and it runs. In an excerpt another can stand first: only one that runs
  /// and has the call of a panic on its stack is meant then. A parked goroutine has not panicked.
  init?(in context: AnalysisContext) {
    let analysis = context.analysis
    var found: (group: Int, calls: Int)?
    for row in analysis.dump.goroutines.indices {
      guard let group = context.group(of: row), analysis.groups[group].state.activity == .runnable
      else { continue }
      let calls = Self.panicCalls(in: context, of: group)
      if calls > 0 || row == 0 {
        found = (group, calls)
        break
      }
    }
    guard let found, let frame = context.ownFrame(of: found.group, below: found.calls) else {
      return nil
    }
    self.init(found.group, frame, context)
  }

  /// The goroutine in which a signal came: the first one, which runs or is in C. On a thread that Go did
  /// not make, and on the runtime's own stack (goroutine 0), nobody is meant.
  init?(ofSignalIn context: AnalysisContext) {
    let analysis = context.analysis
    guard let first = analysis.dump.goroutines.first, first.id != 0,
      let group = context.group(of: 0),
      [.runnable, .syscall].contains(analysis.groups[group].state.activity),
      let frame = context.ownFrame(of: group)
    else { return nil }
    self.init(group, frame, context)
  }

  private init(_ group: Int, _ frame: Frame, _ context: AnalysisContext) {
    self.group = group
    place = context.analysis.place(frame)
    let id = context.analysis.goroutines(of: context.analysis.groups[group]).first?.id ?? 0
    let who = id > 0 ? "goroutine \(id)" : "the goroutine"
    sentence = "\(who) is in \(place.text)"
  }

  /// How many frames stand above what panicked: the call of the panic, and deferred functions that ran
  /// then. Of several panics the first is the cause, and stands outermost.
  private static func panicCalls(in context: AnalysisContext, of group: Int) -> Int {
    let functions = context.functions(of: group)
    let last = functions.lastIndex {
      ["panic", "runtime.gopanic", "runtime.sigpanic", "runtime.throw", "runtime.fatal"].contains(
        $0)
    }
    return last.map { $0 + 1 } ?? 0
  }
}
