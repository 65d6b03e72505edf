import GoroutineDump

extension Analysis {
  /// A test whose time was over.
  static let testTimeout = Analysis("test-timeout", endings: [.testTimeout]) {
    candidates, failure in
    let context = candidates.context
    let tests = TestGoroutines(context, running: failure.runningTests)
    var reasons = [failure.message]
    if !failure.runningTests.isEmpty {
      let names = failure.runningTests.prefix(3).map { "\($0.name) (\($0.duration))" }
      let more = failure.runningTests.count - names.count
      reasons.append(
        "running: " + names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""))
    }
    guard let hung = tests.hung else {
      if context.isTestEnding {
        return [
          .statement(
            [], reasons + ["a test was just ending when the time was over"], .medium,
            cause: """
              The goroutine of a test had returned and was ending: probably nothing hangs, and the \
              time was too short.
              """,
            fix:
              "Raise -timeout, or make the tests faster: see the durations that go test -v prints."
          )
        ]
      }
      return [
        .statement(
          [], reasons + ["the text shows no test goroutine that could hang"], .medium,
          cause: """
            What the test waits for is not in the text: its goroutine ended, waits for subtests \
            alone, or was cut off.
            """,
          fix: """
            Run the test alone (go test -run NAME -v) with a longer -timeout, and keep all of its \
            output.
            """)
      ]
    }
    reasons.append(context.whereabouts(of: hung))
    if let children = context.stuckChildren(of: hung, tests) { reasons.append(children) }
    if !tests.others.isEmpty {
      reasons.append(
        "other tests: " + tests.others.prefix(2).map(context.whereabouts).joined(separator: ", "))
    }
    let site = context.ownFrame(of: hung).map(context.analysis.place)
    if let spent = TimeSpent(failure), spent.isShort {
      return [
        .statement(
          [hung], reasons + ["it had run for \(spent.longest) of the \(spent.limit)"], .low,
          site: site,
          cause: """
            -timeout is for all tests of a package together. The tests that run now had only begun, so \
            those before them used up most of the time; nothing shows that this one hangs.
            """,
          fix: """
            Look at the durations that go test -v prints for the tests before it; make the slow ones \
            faster or parallel, or raise -timeout.
            """)
      ]
    }
    let isAtWork = !context.isBlocked(hung)
    return [
      .statement(
        [hung], reasons, isAtWork || !tests.isTestItself ? .medium : .high, site: site,
        cause: isAtWork
          ? """
          The test waits for no other goroutine: a loop that does not end, a wait for time or I/O, or \
          more work than the time allows.
          """ : nil)
    ]
  }

  /// A test that hangs in a dump which its time limit did not cause.
  static let hungTest = Analysis(ofWholeDump: "hung-test") { candidates in
    let context = candidates.context
    switch context.analysis.dump.failure?.kind {
    case nil, .signal: break
    default: return []
    }
    guard let tests = TestGoroutines(inSightOf: context), let hung = tests.hung, tests.isTestItself,
      context.isBlocked(hung),
      context.analysis.groups[hung].wait?.max ?? 0 > 0
    else { return [] }
    let children = context.stuckChildren(of: hung, tests)
    return [
      .statement(
        [hung], [context.whereabouts(of: hung)] + (children.map { [$0] } ?? []), .medium,
        site: context.ownFrame(of: hung).map(context.analysis.place))
    ]
  }
}

extension AnalysisContext {
  /// Whether the goroutine of a test has left the test's function and is about to end.
  fileprivate var isTestEnding: Bool {
    guard let start = analysis.function(named: "testing.(*T).Run") else { return false }
    return analysis.groups.contains { group in
      guard group.creator?.function == start, let top = group.top else { return false }
      return ["runtime.goexit0", "runtime.goexit1"].contains(
        analysis.dump.symbols.function(of: top))
    }
  }

  /// Who of those that a test has started waits too.
  fileprivate func stuckChildren(of test: Int, _ tests: TestGoroutines) -> String? {
    let children = tests.startedBy(test)
    guard !children.isEmpty else { return nil }
    return "it has started " + children.prefix(2).map(whereabouts).joined(separator: ", ")
  }
}

/// How much of the time the tests that ran had for themselves.
private struct TimeSpent {
  /// How long the longest had been running, as it is printed: `6s`.
  let longest: String
  /// The limit: `10m0s`.
  let limit: String
  /// Whether that is less than half.
  let isShort: Bool

  init?(_ failure: Failure) {
    limit = failure.message.split(separator: " ").last.map(String.init) ?? ""
    let longest = failure.runningTests.max {
      Self.seconds($0.duration) ?? 0 < Self.seconds($1.duration) ?? 0
    }
    guard let total = Self.seconds(limit), let longest, let own = Self.seconds(longest.duration)
    else { return nil }
    self.longest = longest.duration
    isShort = own * 2 < total
  }

  /// The seconds of a duration in Go's spelling: `1h0m5.5s`.
  private static func seconds(_ duration: String) -> Double? {
    var total = 0.0
    var number = ""
    for character in duration {
      switch character {
      case "0"..."9", ".": number.append(character)
      case "h", "m", "s":
        guard let value = Double(number) else { return nil }
        total += value * (character == "h" ? 3600 : character == "m" ? 60 : 1)
        number = ""
      default: return nil
      }
    }
    return number.isEmpty ? total : nil
  }
}
