import GoroutineDump

extension Analysis {
  /// Many wait for one lock, or each for a lock of its own.
  static let lockPileUp = Analysis(ofWholeDump: "lock-pile-up") { candidates in
    let graph = candidates.context.waits
    let context = candidates.context
    var seen = GroupSet(of: context.analysis.groups.count)
    let contended = graph.table.contended()
    return contended.compactMap { number in
      // One group can wait for many locks (one each): it is told with the most contended.
      let resource = graph.table.resources[number]
      let groups = resource.groups.filter { !seen.contains($0) }
      guard !groups.isEmpty else { return nil }
      seen.formUnion(groups)
      // A lock that is taken twice is told by itself.
      if graph.isTakenTwice(number) { return nil }
      let count = context.count(of: groups)
      // Contention is seconds long, and of a few.
      guard count > 1 || (context.wait(of: groups)?.max ?? 0) >= 1 else { return nil }
      if resource.waiters * 2 > count || resource.address == 0 {
        return pileUp(number, groups, count, among: contended.count, graph, candidates)
      }
      // A few of locks say as much as many: it is seen whether somebody is at work who could give them back.
      let isYoung = (context.wait(of: groups)?.median ?? 0) < 1
      return Sighting(
        groups: groups,
        strength: isYoung && context.holderMayBeBusy(groups)
          ? 0 : candidates.measure(groups, ageless: Candidates.ageless),
        doing: "wait for locks (addresses differ)",
        title: "goroutines waiting for a lock at one place (addresses differ)")
    }
  }

  private static func pileUp(
    _ number: Int, _ groups: [Int], _ count: Int, among all: Int, _ graph: WaitGraph,
    _ candidates: Candidates
  ) -> Sighting {
    let context = candidates.context
    let resource = graph.table.resources[number]
    let wait = context.wait(of: groups)
    let median = wait?.median ?? 0
    let blockers = graph.blockers(of: .resource(number))
    let moves = blockers.contains { !$0.isNested && context.hasJustBegun($0) }
    // A critical section that takes a minute is none, however few wait for it.
    let isLong = context.analysis.isCertain(minutes: median)
    var strength = candidates.measure(groups, ageless: Candidates.ageless)
    if !isLong { strength *= PlaceFacts.unit(Double(count) / 10) }
    if median < 1 {
      // Who could give it back is parked as well; where somebody is at work, it may go from hand to hand.
      let size = PlaceFacts.unit(Double(count) / 10)
      strength = context.holderMayBeBusy(groups) ? 0 : max(strength, 0.85 * size)
    }
    if moves, !isLong { strength = 0 }
    let name = resource.kind.name
    var reasons: [String] = []
    if resource.address != 0 {
      let address = "0x" + String(resource.address, radix: 16)
      reasons.append(
        count == 1 ? "it is at or in \(address)" : "all of them for the \(name) at or in \(address)"
      )
    }
    if let writers = queuedWriters(groups, context) { reasons.append(writers) }
    if blockers.isEmpty {
      if all <= mostLocks, let others = otherLocks(number, median, graph) {
        reasons.append(others)
      } else if resource.address != 0, !context.arguments.isEmpty, context.showsWholeProgram {
        reasons.append(
          "no goroutine in the dump is seen to hold the \(name): it may have been left locked")
      }
    }
    let site = context.site(of: resource.groups[0])
    let place = site.map { " at \($0.fileName):\($0.line)" } ?? ""
    var sighting = Sighting(
      groups: groups, strength: strength,
      doing: "wait for \(resource.address == 0 ? "probably one" : "the") \(name)\(place)",
      reasons: reasons, site: site)
    (sighting.cause, sighting.fix) = (resource.kind.cause, resource.kind.fix)
    if resource.kind == .lock, let frame = context.analysis.groups[resource.groups[0]].site,
      context.isModule(frame)
    {
      sighting.fix = """
        The lock is a library's: end what keeps its holder waiting (under "blocked by"), or change the \
        call of your own code that leads there; else upgrade the library.
        """
    }
    if resource.kind != .lock { sighting.title = "goroutines waiting for one \(name)" }
    if count == 1 { sighting.title = "a goroutine waiting for a \(name)" }
    return sighting
  }

  /// Says that writers stand in the queue of an RWMutex among the readers: no new reader passes a
  /// waiting writer.
  private static func queuedWriters(_ groups: [Int], _ context: AnalysisContext) -> String? {
    var readers = 0
    var writers = 0
    for number in groups {
      let group = context.analysis.groups[number]
      if group.state.activity == .rwMutexRLock { readers += group.count }
      if group.state.activity == .rwMutexLock { writers += group.count }
    }
    guard readers > 0, writers > 0 else { return nil }
    return
      "\(Evidence.number(writers)) of them \(writers == 1 ? "waits" : "wait") to write: new readers queue behind a waiting writer, so one reader "
      + "that locks twice or never unlocks stops them all"
  }

  /// So many locks with one waiter each are looked at; of more, none tells anything.
  private static let mostLocks = 16

  /// `1 goroutine waits as long for another lock, at transfer.go:41: they may hold each other's`,
  /// where few do, and all came to wait in the same minute.
  private static func otherLocks(_ number: Int, _ median: Int, _ graph: WaitGraph) -> String? {
    // Of many locks each with its waiters some are always as old as others.
    guard median >= 1 else { return nil }
    let context = graph.context
    let address = graph.table.resources[number].address
    let others = graph.table.contended([.lock]).map { graph.table.resources[$0] }.filter { other in
      guard other.address != 0, other.address != address, other.waiters <= 2,
        let wait = context.wait(of: other.groups)
      else { return false }
      return wait.min == median && wait.max == median
    }
    guard let first = others.first, others.count <= 3,
      let site = context.site(of: first.groups[0])
    else { return nil }
    let waiters = others.reduce(0) { $0 + $1.waiters }
    let who = waiters == 1 ? "1 goroutine waits" : "\(Evidence.number(waiters)) goroutines wait"
    let what = others.count == 1 ? "another lock" : "\(others.count) other locks"
    return "\(who) as long for \(what), at \(site.fileName):\(site.line): "
      + "each side may hold the lock that the other waits for"
  }
}

extension Resource.Kind {
  /// Why it is waited for so long, where that is another reason than a lock's.
  fileprivate var cause: String? {
    switch self {
    case .lock, .semaphore, .pool: nil
    case .once:
      "The function passed to sync.Once.Do has not returned; it is probably waiting for something itself."
    case .file:
      """
      Another goroutine is writing to the file and does not finish: the reader of a pipe may have \
      stopped, or the device may hang.
      """
    }
  }

  /// What to change then.
  fileprivate var fix: String? {
    switch self {
    case .lock, .semaphore, .pool: nil
    case .once:
      """
      Make the function passed to sync.Once.Do return quickly: start loops in a goroutine of their own, \
      and set a deadline for what it waits for.
      """
    case .file:
      "Set a write deadline, or write through a bounded buffer that drops data when it is full."
    }
  }

  /// What it is, for a reader.
  var name: String {
    switch self {
    case .lock: "lock"
    case .once: "sync.Once"
    case .file: "file's write lock"
    case .semaphore: "semaphore"
    case .pool: "pool of connections"
    }
  }
}

extension AnalysisContext {
  /// Whether somebody who may hold a lock is at work, and has not been waiting for a minute: then the
  /// lock goes from hand to hand.
  fileprivate func hasJustBegun(_ holder: Blocker) -> Bool {
    guard let row = holder.row else { return false }
    return activities[holder.group].isBusy
      && (analysis.dump.goroutines[row].waitMinutes ?? 0) < 1
  }
}
