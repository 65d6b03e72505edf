import GoroutineDump

extension AnalysisContext {
  /// The frame of a group that a person must look at: the innermost of the program's own code; where it has
  /// none, of a module; where it has none, the innermost that is not the wait itself.
  ///
  /// Stubs of C functions stand in the program's package and are not its code. `calls` leaves out so many
  /// frames at the inner end.
  func ownFrame(of group: Int, below calls: Int = 0) -> Frame? {
    var module: Frame?
    var library: Frame?
    for frame in analysis.frames(of: analysis.groups[group]).dropFirst(calls) {
      let traits = analysis.functions[Int(frame.function)]
      if traits.isStandardLibrary {
        if library == nil, !traits.isHidden, !traits.isWaiting { library = frame }
        continue
      }
      if traits.isForeign { continue }
      if isModule(frame) {
        if module == nil { module = frame }
        continue
      }
      return frame
    }
    return module ?? library
  }

  /// The C function that a group is in, by the stub that cgo makes for it; nil where it is in none.
  func foreignFunction(of group: Int) -> String? {
    for name in functions(of: group) {
      for stub in Self.stubs {
        guard let place = name.firstRange(of: stub) else { continue }
        return String(name[place.upperBound...])
      }
      if !StandardLibrary.contains(name) { return nil }
    }
    return nil
  }

  private static let stubs = ["._Cfunc_", "._C2func_"]

  /// Who a group is, and where: `goroutine 25 [semacquire, 9 minutes] at app.(*Stopper).Stop (stop.go:127)`.
  func whereabouts(of group: Int) -> String {
    let facts = analysis.groups[group]
    let ids = analysis.goroutines(of: facts).map(\.id)
    let who =
      ids.count == 1 && ids[0] > 0 ? "goroutine \(ids[0])" : Evidence.goroutines(facts.count)
    var state = facts.state.name
    if let wait = facts.wait, wait.max > 0 { state += ", \(Evidence.minutes(wait.max))" }
    guard let place = ownFrame(of: group).map(analysis.place) else { return "\(who) [\(state)]" }
    return "\(who) [\(state)] at \(place.text)"
  }

  /// The groups that wait for something in the program, in its own code, the longest first: not the main
  /// goroutine, tests that wait for others, listeners, timers, connections.
  func stuck() -> [Int] {
    var idle = GroupSet(of: analysis.groups.count)
    idle.formUnion(groups(with: FrameLists.idleFunctions))
    let testing = analysis.census.number(ofPackage: "testing")
    let waits = analysis.groups.indices.filter { group in
      isBlocked(group) && !idle.contains(group) && !isMain(group)
        && !hasFrame(of: group) { isIdleByNature($0, testing) }
        && ownFrame(of: group).map(analysis.isLibrary) == false
    }
    return waits.sorted { a, b in
      let (x, y) = (analysis.groups[a].wait?.max ?? 0, analysis.groups[b].wait?.max ?? 0)
      return x != y ? x > y : firstRow(of: a) < firstRow(of: b)
    }
  }

  /// Whether a group is a loop at rest: the function that it began with waits for something to do.
  func isLoopAtRest(_ group: Int) -> Bool {
    kinds[group].isIdleByNature && analysis.groups[group].entry != nil
      && waitingFrame(of: group) == analysis.groups[group].entry
  }

  /// Whether a group waits for another goroutine.
  func isBlocked(_ group: Int) -> Bool {
    switch kinds[group] {
    case .send, .receive, .select, .emptySelect, .nilChannel, .lock, .waitGroup, .condition,
      .semaphore:
      true
    default: false
    }
  }

  /// Where a group's first goroutine stands in the text.
  func firstRow(of group: Int) -> UInt32 { analysis.rows(of: analysis.groups[group]).first ?? 0 }

  /// Whether whoever is inside a function waits because that is what it is for: for connections,
  /// signals, or the end of all tests.
  private func isIdleByNature(_ frame: Frame, _ testing: UInt32?) -> Bool {
    let traits = analysis.functions[Int(frame.function)]
    if traits.isListening { return true }
    guard let testing, traits.package == testing else { return false }
    let name = analysis.dump.symbols.function(of: frame)
    return name.hasPrefix("testing.(*M).") || name.hasPrefix("testing.startAlarm")
  }
}
