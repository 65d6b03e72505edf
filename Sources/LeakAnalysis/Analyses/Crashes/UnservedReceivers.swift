import GoroutineDump

extension Analysis {
  /// Receivers in a program that crashed, all of which one `go` statement of main has started, that all
  /// wait, and to which nobody who is left seems to send: main itself has gone on.
  ///
  /// What tells them from the idle workers of a pool: main neither waits nor serves, none of them is or
  /// has been at work, no request is being handled, they are most of the program, and they do not share a
  /// channel.
  static let unservedReceivers = Analysis("unserved-receivers") { candidates in
    let context = candidates.context
    guard let failure = context.analysis.dump.failure,
      [.panic, .fatalError].contains(failure.kind),
      context.showsWholeProgram, context.agesAreKnown, context.surroundings.serving.isEmpty,
      let main = context.mainAtWork
    else { return [] }
    let limits = candidates.signature.thresholds
    return candidates.places(ofAtLeast: limits.note).compactMap { groups in
      sighting(groups, startedBy: main, in: context)
    }
  }

  private static func sighting(
    _ groups: [Int], startedBy main: (group: Int, frame: Frame), in context: AnalysisContext
  ) -> Sighting? {
    let analysis = context.analysis
    guard let creator = analysis.groups[groups[0]].creator, creator.function == main.frame.function,
      let entry = analysis.groups[groups[0]].entry, context.parksInOwnCode(groups[0]),
      !context.isModule(entry),
      // A closure shares the variables of main, and does not print what it waits for.
      !context.name(of: entry).canonical.contains(".func")
    else { return nil }
    let count = context.count(of: groups)
    guard count * 2 > analysis.goroutineCount else { return nil }
    // One that the same statement has started and that does something else is a worker at work.
    let started = analysis.groups.filter { $0.creator == creator }.reduce(0) { $0 + $1.count }
    guard started == count else { return nil }
    let ids = groups.flatMap { analysis.goroutines(of: analysis.groups[$0]).map(\.id) }
    // None of them has ended yet: their ids follow each other.
    guard let first = ids.min(), let last = ids.max(), last - first < UInt64(count + count / 4)
    else { return nil }
    let channels = Channels(of: groups, context)
    guard !channels.areShared else { return nil }
    let go = analysis.place(creator)
    let doing = context.activity(of: main.group)
    var reasons = [
      "every goroutine that \(go.function) started at \(go.fileName):\(go.line) waits here",
      "\(go.function) itself \(doing) at \(analysis.place(main.frame).fileName):\(main.frame.line)",
    ]
    if channels.areApart { reasons.append("each has a channel or object of its own") }
    return Sighting(
      groups: groups, doing: "are parked in a channel receive", reasons: reasons,
      stated: channels.areApart ? .medium : .low)
  }

  /// What the arguments of some receivers say of their channels.
  private struct Channels {
    /// Whether all have an address in common: the workers of a pool have its channel, or the pool.
    var areShared = false
    /// Whether each has an address that no other one has.
    var areApart = false

    init(of groups: [Int], _ context: AnalysisContext) {
      var common: Set<UInt64>?
      var seen: Set<UInt64> = []
      var asked = 0
      var apart = 0
      for group in groups {
        let frames = context.analysis.frames(of: context.analysis.groups[group])
        guard let frame = context.waitingFrame(of: group), let depth = frames.firstIndex(of: frame)
        else { continue }
        let isMethod = context.names.owner(of: frame.function).isReceiver
        for detail in context.arguments.details(ofGroup: group, context.analysis)
        where depth < detail.frames.count {
          let words = detail.frames[depth]
          // What is given to a method beside its receiver tells more than that.
          let own = words.dropFirst(isMethod && words.count > 1 ? 1 : 0)
            .filter { !$0.isUncertain && $0.value >= ArgumentIndex.leastAddress }.map(\.value)
          asked += 1
          common = common?.intersection(own) ?? Set(own)
          if let first = own.first, seen.insert(first).inserted { apart += 1 }
        }
      }
      areShared = asked > 1 && common?.isEmpty == false
      areApart = asked > 1 && apart == asked
    }
  }
}

extension AnalysisContext {
  /// The main goroutine, where it runs or sleeps in `main.main` itself: it waits for nobody, and serves
  /// nobody.
  fileprivate var mainAtWork: (group: Int, frame: Frame)? {
    guard let group = analysis.groups.indices.first(where: isMain),
      kinds[group] == .sleep || kinds[group] == .running,
      let frame = waitingFrame(of: group), frame == analysis.groups[group].entry,
      analysis.dump.symbols.function(of: frame) == "main.main"
    else { return nil }
    return (group, frame)
  }
}
