import GoroutineDump

/// The goroutines of tests in a dump: those that run a test function, and those that such have started.
struct TestGoroutines {
  /// The one that keeps the tests from ending, so far as the dump shows; nil where none is in sight.
  private(set) var hung: Int?
  /// Whether it runs the test itself: else the test has started it.
  private(set) var isTestItself = false
  /// Other goroutines of tests that wait for something, in the order of the text.
  private(set) var others: [Int] = []
  private let context: AnalysisContext

  /// Looks among all goroutines; of several tests, those that run are named by `running tests:`.
  init(_ context: AnalysisContext, running: [Failure.RunningTest]) {
    self.init(context, running, Self.runners(context))
  }

  /// As above, of a dump that says nothing of tests; nil where none is in sight.
  init?(inSightOf context: AnalysisContext) {
    let runners = Self.runners(context)
    guard !runners.isEmpty else { return nil }
    self.init(context, [], runners)
  }

  private init(
    _ context: AnalysisContext, _ running: [Failure.RunningTest], _ runners: Set<UInt32>
  ) {
    self.context = context
    let names = running.map { String($0.name.prefix { $0 != "/" }) }
    let all = context.analysis.groups.indices
    let tests = all.filter { group in context.hasFrame(of: group) { runners.contains($0.function) }
    }
    let own = tests.filter { !Self.waitsForTests(context, $0) }
    if let test = first(of: own, by: names) {
      hung = test
      isTestItself = true
      others = own.filter { $0 != test && context.isBlocked($0) }
        .sorted { context.firstRow(of: $0) < context.firstRow(of: $1) }
      return
    }
    var isTest = GroupSet(of: all.count)
    isTest.formUnion(tests)
    let ids = Set(
      tests.flatMap { context.analysis.goroutines(of: context.analysis.groups[$0]).map(\.id) })
    let started = all.filter { group in
      guard let creator = context.analysis.groups[group].creator, !isTest.contains(group),
        context.ownFrame(of: group).map(context.analysis.isLibrary) == false
      else { return false }
      let function = context.analysis.dump.symbols.function(of: creator)
      return names.contains { Self.isPart($0, of: function) } || Self.isOfTest(function)
        || context.analysis.goroutines(of: context.analysis.groups[group]).contains {
          ids.contains($0.creator) && $0.creator > 0
        }
    }
    hung = first(of: started, by: [])
  }

  /// Goroutines that a group's goroutines have started and that wait, the longest first.
  func startedBy(_ group: Int) -> [Int] {
    let ids = Set(context.analysis.goroutines(of: context.analysis.groups[group]).map(\.id))
    return context.stuck().filter { other in
      other != group
        && context.analysis.goroutines(of: context.analysis.groups[other]).contains {
          $0.creator > 0 && ids.contains($0.creator)
        }
    }
  }

  /// Of some groups one that runs a named test, then the one that waits longest, then the first of the
  /// text.
  private func first(of groups: [Int], by names: [String]) -> Int? {
    func rank(_ group: Int) -> (Int, Int, Int) {
      let functions = context.functions(of: group)
      let isNamed = names.contains { name in functions.contains { Self.isPart(name, of: $0) } }
      return (
        isNamed ? 1 : 0, context.analysis.groups[group].wait?.max ?? 0,
        -Int(context.firstRow(of: group))
      )
    }
    return groups.max { rank($0) < rank($1) }
  }

  /// The functions inside which a test, a fuzz target, a benchmark, an example or TestMain runs.
  private static func runners(_ context: AnalysisContext) -> Set<UInt32> {
    let functions = context.analysis.dump.symbols.functions
    var runners: Set<UInt32> = []
    let testing = context.analysis.census.number(ofPackage: "testing")
    for number in functions.indices {
      if context.analysis.functions[number].package == testing {
        let name = functions[number]
        if ["testing.tRunner", "testing.fRunner", "testing.(*B).runN", "testing.runExample"]
          .contains(where: name.hasPrefix)
        {
          runners.insert(UInt32(number))
        }
      } else if functions.withUTF8(
        at: number,
        {
          $0.count > 9 && $0[$0.count - 9] == UInt8(ascii: ".")
            && $0[$0.count - 8] == UInt8(ascii: "T") && $0[$0.count - 4] == UInt8(ascii: "M")
        }), functions[number].hasSuffix(".TestMain")
      {
        runners.insert(UInt32(number))
      }
    }
    return runners
  }

  /// Whether a group waits for subtests, or for its turn among parallel tests: no test function's code
  /// stands above package testing's.
  private static func waitsForTests(_ context: AnalysisContext, _ group: Int) -> Bool {
    for frame in context.analysis.frames(of: context.analysis.groups[group]) {
      let traits = context.analysis.functions[Int(frame.function)]
      if traits.isHidden || traits.isWaiting { continue }
      let name = context.analysis.dump.symbols.function(of: frame)
      return name.hasPrefix("testing.")
    }
    return false
  }

  /// Whether a name is one of the parts of a function's: `TestOrders` of `app.TestOrders.func1`.
  private static func isPart(_ name: String, of function: String) -> Bool {
    function.split { $0 == "." || $0 == "/" }.contains { $0 == name }
  }

  private static func isOfTest(_ function: String) -> Bool {
    function.split { $0 == "." || $0 == "/" }.contains { part in
      guard part.hasPrefix("Test"), let next = part.dropFirst(4).first else { return false }
      return next.isUppercase || next == "_"
    }
  }
}
