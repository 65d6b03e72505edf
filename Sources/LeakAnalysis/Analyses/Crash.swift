import GoroutineDump

/// Why a program ended, as a note that points at the goroutine that matters.
///
/// It explains no goroutine: what leaks in a program that crashed is still told.
struct Crash {
  let sightings: [Sighting]

  /// The note, where the dump says that the program ended this way.
  init(_ kind: Failure.Kind, in context: AnalysisContext) {
    guard let failure = context.analysis.dump.failure, failure.kind == kind else {
      sightings = []
      return
    }
    let group: Int?
    switch kind {
    case .panic, .fatalError, .dataRace:
      group = context.firstRunning() ?? context.groupOfFirst()
    case .testTimeout, .signal, .leakCheck, .deadlock:
      group = context.longestWaiting() ?? context.groupOfFirst()
    }
    guard let group else {
      sightings = []
      return
    }
    let analysis = context.analysis
    var reasons = [failure.message]
    let place = context.matteringFrame(of: group).map(analysis.place)
    if let place {
      let wait = Evidence.wait(context.wait(of: [group])).map { " \($0)" } ?? ""
      reasons.append("\(analysis.groups[group].state.name)\(wait) in \(place.function)")
    }
    sightings = [
      Sighting(
        groups: [group], reasons: reasons, stated: .proven, site: place, explains: false)
    ]
  }
}

extension Analysis {
  static let panic = Analysis(ofWholeDump: "panic") {
    Crash(.panic, in: $0.context).sightings
  }
  static let fatalError = Analysis(ofWholeDump: "fatal-error") {
    Crash(.fatalError, in: $0.context).sightings
  }
  static let dataRace = Analysis(ofWholeDump: "data-race") {
    Crash(.dataRace, in: $0.context).sightings
  }
  static let testTimeout = Analysis(ofWholeDump: "test-timeout") {
    Crash(.testTimeout, in: $0.context).sightings
  }
  static let signal = Analysis(ofWholeDump: "signal") { Crash(.signal, in: $0.context).sightings }
}

extension AnalysisContext {
  /// The site, or, where all is the library's (its own tests), what waits.
  func matteringFrame(of group: Int) -> Frame? {
    guard let site = analysis.groups[group].site,
      !analysis.functions[Int(site.function)].isStandardLibrary
    else { return waitingFrame(of: analysis.groups[group]) }
    return site
  }

  /// The first goroutine of the text.
  func groupOfFirst() -> Int? {
    analysis.dump.goroutines.isEmpty ? analysis.groups.indices.first : group(of: 0)
  }

  /// The first goroutine that runs and is not the one that wrote the dump or rang the alarm.
  func firstRunning() -> Int? {
    for row in analysis.dump.goroutines.indices {
      guard let group = group(of: row), analysis.groups[group].state.activity == .runnable,
        analysis.groups[group].site != nil, !isIdleByNature(group)
      else { continue }
      return group
    }
    return nil
  }

  /// The group of the goroutine that waits longest, of those that do not wait by nature: the main
  /// goroutine, tests that wait for others, listeners.
  func longestWaiting() -> Int? {
    var best: (group: Int, wait: Int)?
    for (number, group) in analysis.groups.enumerated() {
      guard group.state.activity != .runnable, group.state.activity != .system,
        let site = group.site
      else { continue }
      // A goroutine of the runtime's own has nothing but hidden frames.
      if analysis.functions[Int(site.function)].isHidden { continue }
      let isOwn = !analysis.functions[Int(site.function)].isStandardLibrary
      // A wait in the library alone (a connection that is idle) counts only if nothing else waits.
      let wait = (group.wait?.max ?? 0) + (isOwn ? 1 << 30 : 0)
      if wait > best?.wait ?? -1, !isIdleByNature(number) { best = (number, wait) }
    }
    return best?.group
  }

  /// Whether a goroutine waits because that is what it is for.
  private func isIdleByNature(_ group: Int) -> Bool {
    isMain(group)
      || functions(of: group).contains { name in
        ServerLoops.isListening(name)
          || FrameLists.idleFunctions.contains(FunctionName(name).canonical)
          || name.hasPrefix("testing.(*M).") || name.hasPrefix("testing.startAlarm")
      }
  }
}
