import GoroutineDump

/// Who may have a resource: found by what waiters and candidates have in common, the function, the
/// object, the type or the lock's address.
struct ResourceBlockers {
  private let graph: WaitGraph

  /// Of more than so many none is told from the others.
  static let most = 3
  /// More that wait for one another are never seen: a lock was left locked.
  private static let mostFellows = 8
  /// Bytes behind an object's beginning in which its lock is looked for.
  private static let objectSize: UInt64 = 1024

  init(_ graph: WaitGraph) { self.graph = graph }

  /// A function in which a resource is waited for.
  private struct Entrance {
    /// The first line at which that is, and the group; and the first of another group.
    var line: UInt32
    var group: Int
    var secondLine = UInt32.max
    var receiver: UInt64?
    var words = 0
    var frame: Frame
    /// Whether some group waits here that is in the function once.
    var hasPlainWaiter = false
  }

  /// Who may have a resource, the surest first.
  func blockers(of number: Int) -> [Blocker] {
    let resource = graph.table.resources[number]
    if resource.kind == .pool { return PoolBlockers(graph).blockers(of: number) }
    let entrances = self.entrances(of: resource)
    var found = Candidates(number, resource, graph)
    for entrance in entrances {
      addPast(entrance, resource.kind, to: &found)
      addMethods(entrance, resource, to: &found)
    }
    if resource.address != 0, resource.kind != .semaphore {
      addCarriers(of: resource.address, to: &found)
    }
    if found.isEmpty, resource.kind != .semaphore {
      for entrance in entrances { addUncertain(entrance, to: &found) }
    }
    graph.count(found.asked)
    if found.isEmpty, resource.kind == .lock, let first = entrances.first,
      let only = graph.onlyOther(ofPackageOf: first.frame, besides: resource.groups)
    {
      return [only]
    }
    return found.isEmpty ? fellow(of: resource).map { [$0] } ?? [] : found.graded()
  }

  /// One of a few that wait for locks of unknown address, where nobody else may have one: they may wait
  /// for each other's.
  private func fellow(of resource: Resource) -> Blocker? {
    guard resource.kind == .lock, resource.address == 0, graph.context.showsWholeProgram,
      (2...Self.mostFellows).contains(resource.waiters), let group = resource.groups.first,
      let gate = graph.table.gates[group]
    else { return nil }
    let row = graph.context.analysis.rows(of: graph.context.analysis.groups[group]).first.map(
      Int.init)
    return Blocker(
      group: group, row: row, frame: gate.frame, ground: .fellow, isSameObject: false,
      isNested: false, age: .unknown, grade: .possible)
  }

  private func entrances(of resource: Resource) -> [Entrance] {
    var entrances: [UInt32: Entrance] = [:]
    var order: [UInt32] = []
    for share in resource.shares {
      guard let gate = graph.table.gates[share.group] else { continue }
      let frame = resource.kind == .semaphore ? (site(of: share.group) ?? gate.frame) : gate.frame
      var calls = 0
      var frames = 0
      graph.context.forEachFrame(of: share.group) {
        frames += 1
        if $0.function == frame.function { calls += 1 }
      }
      graph.count(frames)
      guard var known = entrances[frame.function] else {
        var entrance = Entrance(
          line: frame.line, group: share.group, frame: frame, hasPlainWaiter: calls == 1)
        learnReceiver(&entrance, share, gate, resource)
        entrances[frame.function] = entrance
        order.append(frame.function)
        continue
      }
      if frame.line < known.line {
        (known.secondLine, known.line, known.group) = (known.line, frame.line, share.group)
      } else {
        known.secondLine = min(known.secondLine, frame.line)
      }
      known.hasPlainWaiter = known.hasPlainWaiter || calls == 1
      if known.receiver == nil { learnReceiver(&known, share, gate, resource) }
      entrances[frame.function] = known
    }
    return order.compactMap { entrances[$0] }
  }

  private func site(of group: Int) -> Frame? { graph.context.analysis.groups[group].site }

  private func learnReceiver(
    _ entrance: inout Entrance, _ share: Resource.Share, _ gate: Gate, _ resource: Resource
  ) {
    // A semaphore is not the object in whose method it is waited for.
    guard resource.kind != .semaphore else { return }
    // A few of the first tell as much as all.
    for row in share.rows.prefix(8) {
      guard let detail = graph.context.arguments.detail(of: row) else { continue }
      entrance.words = max(entrance.words, detail.words(at: gate.depth))
      if let receiver = detail.receiver(at: gate.depth) {
        entrance.receiver = receiver
        return
      }
    }
  }

  /// Whoever is inside the same call, and is beyond the line at which others wait, has taken it
  /// there.
  private func addPast(
    _ entrance: Entrance, _ kind: Resource.Kind, to found: inout Candidates
  ) {
    for call in graph.calls.calls(of: entrance.frame.function, on: entrance.receiver) {
      // All of a program's Onces run in the same functions: the address tells one, else who calls it.
      if kind == .once {
        guard
          call.receiver != nil && call.receiver == entrance.receiver
            || isOfSameCaller(call, entrance)
        else { continue }
        found.add(call, .past(entrance.frame), entrance) { _ in entrance.line }
      } else {
        found.add(call, .past(entrance.frame), entrance) { line(of: entrance, for: $0) }
      }
    }
  }

  /// Whether a call of `sync.Once` is made by the function whose call waits.
  private func isOfSameCaller(_ call: Call, _ entrance: Entrance) -> Bool {
    guard let gate = graph.table.gates[entrance.group] else { return false }
    let one = graph.context.caller(beyond: call.depth, of: call.group)?.function
    return one != nil
      && one == graph.context.caller(beyond: gate.depth, of: entrance.group)?.function
  }

  /// The line that a call of a group must be past: a goroutine is no evidence for itself.
  private func line(of entrance: Entrance, for call: Call) -> UInt32 {
    let isWaiter = call.group == entrance.group
    if isWaiter, !entrance.hasPlainWaiter { return .max }
    return isWaiter ? entrance.secondLine : entrance.line
  }

  /// Whoever is inside another method of the same object may have its lock.
  private func addMethods(
    _ entrance: Entrance, _ resource: Resource, to found: inout Candidates
  ) {
    guard resource.kind == .lock else { return }
    let type = graph.context.names.owner(of: entrance.frame.function)
    guard type.isReceiver else { return }
    var calls = graph.calls.calls(of: type, on: entrance.receiver)
    if entrance.receiver == nil, resource.address != 0 {
      // The lock is not the first field of its object: its address lies a little behind.
      let near = graph.calls.calls(
        of: type, within: Self.objectSize, before: resource.address)
      if !near.isEmpty {
        for call in near { found.add(call, .method, isSameObject: true) }
        calls = calls.filter { $0.receiver == nil }
      }
    }
    for call in calls {
      found.add(
        call, .method,
        isSameObject: entrance.receiver != nil && call.receiver == entrance.receiver)
    }
  }

  /// Whoever carries the address of the lock in a frame of the program.
  private func addCarriers(of address: UInt64, to found: inout Candidates) {
    var added = 0
    let carriers = graph.context.arguments.carriers(graph.context)[address] ?? []
    graph.count(carriers.count)
    for row in carriers {
      guard added < CallIndex.limit, let group = graph.context.group(of: row),
        !found.isWaiting(group),
        let detail = graph.context.arguments.detail(of: row)
      else { continue }
      let frames = graph.context.analysis.frames(of: graph.context.analysis.groups[group])
      for (depth, frame) in frames.enumerated()
      where depth < detail.frames.count
        && !graph.context.analysis.functions[Int(frame.function)].isStandardLibrary
        && detail.frames[depth].contains(where: { $0.value == address })
      {
        found.add(
          Call(group: group, row: row, frame: frame, depth: depth, receiver: nil, words: 0),
          .carries, isSameObject: true)
        added += 1
        break
      }
    }
  }

  /// Where the text was shortened by hand, other words of the same function say nothing of the object.
  private func addUncertain(_ entrance: Entrance, to found: inout Candidates) {
    guard entrance.receiver != nil else { return }
    for call in graph.calls.calls(of: entrance.frame.function, on: nil)
    where call.words != entrance.words {
      var call = call
      call.receiver = nil
      found.add(call, .past(entrance.frame), entrance) { line(of: entrance, for: $0) }
    }
  }

  /// Candidates for one resource, each once.
  private struct Candidates {
    private let number: Int
    private let graph: WaitGraph
    private let waiting: Set<Int>
    private let oldest: Int?
    private let isShared: Bool
    private let hasWriter: Bool
    private let kind: Resource.Kind
    private var blockers: [Blocker] = []
    /// How many calls were looked at.
    private(set) var asked = 0
    private var places: [Int: Int] = [:]

    var isEmpty: Bool { blockers.isEmpty }

    init(_ number: Int, _ resource: Resource, _ graph: WaitGraph) {
      self.number = number
      self.graph = graph
      kind = resource.kind
      waiting = Set(resource.groups)
      oldest = resource.groups.reduce(nil as Int?) { longest, group in
        guard let wait = graph.context.analysis.groups[group].wait?.max else { return longest }
        return max(longest ?? 0, wait)
      }
      let activities = resource.groups.map { graph.context.activities[$0] }
      isShared =
        kind == .semaphore || activities.contains(.rwMutexRLock)
        || activities.contains(.rwMutexLock)
      hasWriter = activities.contains { $0 != .rwMutexRLock }
    }

    func isWaiting(_ group: Int) -> Bool { waiting.contains(group) }

    mutating func add(
      _ call: Call, _ ground: Blocker.Ground, _ entrance: Entrance, line: (Call) -> UInt32
    ) {
      asked += 1
      guard call.frame.line > line(call) else { return }
      add(
        call, ground, isSameObject: entrance.receiver != nil && call.receiver == entrance.receiver)
    }

    mutating func add(_ call: Call, _ ground: Blocker.Ground, isSameObject: Bool) {
      asked += 1
      guard graph.context.kinds[call.group] != .accept, graph.context.kinds[call.group] != .system
      else {
        return
      }
      let isNested =
        waiting.contains(call.group)
        && (call.row == nil || graph.table.resource(ofRow: call.row, group: call.group) == number)
      // In the call in which it waits for this itself it has nothing yet.
      if isNested, graph.table.gates[call.group]?.depth == call.depth { return }
      let blocker = Blocker(
        group: call.group, row: call.row, frame: call.frame, ground: ground,
        isSameObject: isSameObject, isNested: isNested,
        age: graph.age(ofRow: call.row, group: call.group, besides: oldest),
        grade: .possible)
      let key = call.row ?? -1 - call.group
      if let place = places[key] {
        // A line that was passed says more than a method.
        if blocker.isPast, !blockers[place].isPast { blockers[place] = blocker }
        return
      }
      places[key] = blockers.count
      blockers.append(blocker)
    }

    /// The candidates with their grades, the surest first, as far as they are told from each other.
    func graded() -> [Blocker] {
      var graded = blockers.map { blocker in
        var blocker = blocker
        blocker.grade = grade(of: blocker)
        return blocker
      }
      let nested = graded.filter(\.isNested)
      if !nested.isEmpty, kind == .lock { judge(nested, among: &graded) }
      if !isShared { tellApart(&graded) }
      if graded.count(where: { $0.grade == .likely }) > ResourceBlockers.most {
        for index in graded.indices where graded[index].grade == .likely {
          graded[index].grade = .possible
        }
      }
      // Of so many that are no more than possible nobody is told.
      if graded.count > ResourceBlockers.most, graded.allSatisfy({ $0.grade == .possible }) {
        return graded
      }
      return graded.sorted(by: comesFirst)
    }

    /// Judges goroutines that wait for the lock in a call below one that may have taken it.
    private func judge(_ nested: [Blocker], among graded: inout [Blocker]) {
      let hasOthers = graded.contains { !$0.isNested }
      let isPast = nested.contains(where: \.isPast)
      graded.removeAll { blocker in
        guard blocker.isNested else { return false }
        // A method of the object takes the lock, or does not: whoever else is inside one is likelier.
        if !blocker.isPast, hasOthers || isPast { return true }
        // Readers that read twice wait for a writer in between; a Mutex has one owner.
        if graph.context.activities[blocker.group] == .rwMutexRLock {
          // Several cannot have taken one lock to write; of locks that nothing tells apart each may have
          // its own.
          return !hasWriter && graph.context.analysis.groups[blocker.group].count > 1
            && (hasOthers || blocker.isSameObject)
        }
        // Without addresses, each may wait for a lock of its own.
        return count(of: nested.filter { $0.isPast == blocker.isPast }) > 1
          && graph.table.resources[number].address != 0
      }
      if count(of: graded.filter(\.isNested)) > 1, graph.table.resources[number].address == 0 {
        for index in graded.indices where graded[index].isNested {
          graded[index].grade = .possible
        }
      }
      guard hasOthers else { return }
      for index in graded.indices where graded[index].isNested {
        graded[index].grade = min(graded[index].grade, .likely)
      }
    }

    /// Of several that may have what only one can have, those that are past the line are likelier, and none
    /// is likely where several are.
    private func tellApart(_ graded: inout [Blocker]) {
      let certain = graded.count { $0.grade == .certain }
      if certain == 1 {
        graded.removeAll { $0.grade != .certain }
        return
      }
      let sure = graded.filter { $0.grade >= .likely }
      guard sure.count > 1 else { return }
      let past = sure.count(where: \.isPast)
      for index in graded.indices where graded[index].grade >= .likely {
        graded[index].grade = past == 1 && graded[index].isPast ? .likely : .possible
      }
    }

    private func count(of blockers: [Blocker]) -> Int {
      var groups: Set<Int> = []
      return blockers.reduce(0) { count, blocker in
        if blocker.row != nil { return count + 1 }
        let isNew = groups.insert(blocker.group).inserted
        return isNew ? count + graph.context.analysis.groups[blocker.group].count : count
      }
    }

    private func comesFirst(_ a: Blocker, _ b: Blocker) -> Bool {
      if a.grade != b.grade { return a.grade > b.grade }
      if a.isSameObject != b.isSameObject { return a.isSameObject }
      let (first, second) = (distance(of: a), distance(of: b))
      if first != second { return first < second }
      return (a.row ?? a.group) < (b.row ?? b.group)
    }

    /// Whoever came to wait just before the first waiter is the likeliest.
    private func distance(of blocker: Blocker) -> Int {
      let own = graph.minutes(ofRow: blocker.row, group: blocker.group) ?? 0
      let other = oldest ?? 0
      return own + 1 >= other ? own + 1 - other : 1 << 20 + other - own
    }

    private func grade(of blocker: Blocker) -> BlockerGrade {
      let isOld = blocker.age != .shorter
      switch blocker.ground {
      case .past:
        // Nobody else can be in the function of a Once, or write a file.
        if kind == .once || kind == .file {
          return blocker.isSameObject || blocker.isNested ? .certain : .likely
        }
        if kind == .semaphore { return isOld && blocker.isSameObject ? .likely : .possible }
        if blocker.isSameObject { return isOld ? .certain : .likely }
        if blocker.isNested, graph.table.resources[number].address != 0 { return .certain }
        return isOld ? .likely : .possible
      case .method:
        let isLikely =
          blocker.isSameObject ? isOld : blocker.age == .same || blocker.age == .longer
        return isLikely && !isLoop(blocker) ? .likely : .possible
      case .carries: return isOld ? .likely : .possible
      case .child, .connection: return .likely
      case .package, .fellow: return .possible
      }
    }

    /// Whether a goroutine is the object's own loop, at rest: its entry waits for something to do.
    private func isLoop(_ blocker: Blocker) -> Bool {
      graph.context.waitingFrame(of: blocker.group) == blocker.frame
        && graph.context.isLoopAtRest(blocker.group)
    }
  }
}
