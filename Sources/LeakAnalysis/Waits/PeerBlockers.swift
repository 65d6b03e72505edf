import GoroutineDump

/// Who may end a wait in a channel, a WaitGroup or a condition: the goroutines that the waiter has started
/// and waits for, whoever passed the same place before, and whoever is stuck in another method of the
/// same object.
struct PeerBlockers {
  private let graph: WaitGraph

  init(_ graph: WaitGraph) { self.graph = graph }

  /// Whether a group waits for another goroutine of the program in such a way. What parks inside Go's
  /// library (a request in flight, a child process) waits for something outside.
  static func isWait(_ group: Int, _ context: AnalysisContext) -> Bool {
    switch context.kinds[group] {
    case .send, .receive, .select, .waitGroup, .condition:
      guard let frame = context.waitingFrame(of: group) else { return false }
      return !context.analysis.functions[Int(frame.function)].isStandardLibrary
        || context.childWaits.contains(frame.function)
    default: return false
    }
  }

  /// Who may end the wait of a group, the surest first.
  func blockers(of group: Int) -> [Blocker] {
    guard let gate = graph.context.waitingFrame(of: group) else { return [] }
    let kind = graph.context.kinds[group]
    let functions = graph.context.analysis.functions
    var found: [Blocker] = []
    if kind == .waitGroup || kind == .receive || kind == .send {
      found = children(of: group)
    }
    if found.isEmpty, kind == .waitGroup, graph.context.package(of: gate).hasSuffix("singleflight")
    {
      found = past(gate, group, isCall: true)
    }
    if found.isEmpty, kind == .send { found = past(gate, group, isCall: false) }
    if found.isEmpty, kind != .condition, !functions[Int(gate.function)].isStandardLibrary {
      found = peers(of: group, gate)
    }
    if found.isEmpty, kind == .send || kind == .waitGroup {
      found = graph.onlyOther(ofPackageOf: gate, besides: [group]).map { [$0] } ?? []
    }
    return found
  }

  // MARK: Children

  /// The goroutines that the waiters have started in a call that has not returned; of `errgroup`, those
  /// that hold the places under its limit.
  private func children(of group: Int) -> [Blocker] {
    guard let gate = graph.context.waitingFrame(of: group) else { return [] }
    // A function that sends before it starts a goroutine takes a place under a limit: whoever it has
    // started has one.
    let isSend = graph.context.kinds[group] == .send
    let limited = isSend ? gate.function : nil
    let calls = isSend ? [] : graph.context.functionNumbers(of: group)
    let type = graph.context.names.owner(of: gate.function)
    var seen: Set<Int> = []
    var found: [Blocker] = []
    let index = graph.children
    func first(_ child: Int) -> Int? {
      graph.context.analysis.rows(of: graph.context.analysis.groups[child]).first.map(Int.init)
    }
    func add(_ child: Int, _ row: Int?, _ grade: BlockerGrade) {
      guard child != group || isSend, let creator = index.creator(of: child),
        let site = graph.context.analysis.groups[child].site, graph.context.kinds[child] != .accept
      else { return }
      // `Wait` of a type whose other method has started them, or of a call that has not returned.
      let isOfType = type.isReceiver && graph.context.names.owner(of: creator) == type
      guard isSend ? creator == limited : calls.contains(creator) || isOfType,
        seen.insert(child).inserted
      else { return }
      found.append(
        Blocker(
          group: child, row: row, frame: site,
          ground: .child(creator),
          isSameObject: false, isNested: child == group,
          age: graph.age(
            ofRow: row, group: child, besides: graph.context.analysis.groups[group].wait?.max),
          grade: grade))
    }
    if isSend {
      for child in index.groups(startedBy: gate.function).prefix(CallIndex.limit) {
        add(child, first(child), .likely)
      }
      // All that have a place, and whatever started them, may wait for one.
      if found.count > 1 { found.removeAll(where: \.isNested) }
    } else {
      for row in graph.context.analysis.rows(of: graph.context.analysis.groups[group])
        .prefix(ArgumentIndex.rowLimit)
      {
        for child in index.rows(startedBy: graph.context.analysis.dump.goroutines[Int(row)].id) {
          if let number = graph.context.group(of: child) { add(number, child, .likely) }
        }
      }
      if !index.areNamed {
        for function in calls.sorted() {
          for child in index.groups(startedBy: function).prefix(CallIndex.limit) {
            add(child, first(child), .possible)
          }
        }
      }
      // The children may have ended, and left theirs to the same group of goroutines.
      if found.isEmpty, type.isReceiver {
        for child in index.groups(startedByType: type).prefix(CallIndex.limit) {
          add(child, first(child), .possible)
        }
      }
    }
    // Who receives waits for one of them; whatever rests by nature is not what it waits for.
    found.removeAll { graph.context.kinds[$0.group].isIdleByNature && graph.node(of: $0) == nil }
    found.sort { a, b in
      let (first, second) = (urgency(of: a), urgency(of: b))
      if first != second { return first > second }
      return (a.row ?? a.group) < (b.row ?? b.group)
    }
    return Array(found.prefix(ResourceBlockers.most))
  }

  /// Children that hang themselves come before those that rest.
  private func urgency(of blocker: Blocker) -> Int {
    let minutes = graph.minutes(ofRow: blocker.row, group: blocker.group) ?? 0
    return graph.context.kinds[blocker.group].isIdleByNature ? minutes : minutes + 1 << 20
  }

  // MARK: The same function

  /// Whoever is beyond the line at which these wait: it makes the call that they share, or has taken
  /// the place that they want.
  private func past(_ gate: Frame, _ group: Int, isCall: Bool) -> [Blocker] {
    let receiver = receiver(of: group, gate)
    var candidates = graph.calls.calls(of: gate.function, on: receiver?.address)
      .filter { $0.frame.line > gate.line && $0.group != group }
    if candidates.isEmpty, let receiver {
      candidates = graph.calls.calls(of: gate.function, on: nil).filter {
        $0.frame.line > gate.line && $0.group != group && $0.words != receiver.words
      }
    }
    guard !candidates.isEmpty, candidates.count <= ResourceBlockers.most else { return [] }
    return candidates.compactMap { call in
      let age = graph.age(
        ofRow: call.row, group: call.group, besides: graph.context.analysis.groups[group].wait?.max)
      let isSame = receiver != nil && call.receiver == receiver?.address
      var grade = BlockerGrade.possible
      if isCall || isSame, age != .shorter { grade = .likely }
      return Blocker(
        group: call.group, row: call.row, frame: call.frame, ground: .past(gate),
        isSameObject: isSame, isNested: false, age: age, grade: grade)
    }.sorted { $0.grade > $1.grade }
  }

  // MARK: The same object

  /// Whoever hangs in another method of the same object, or of the same type where it is the only one and
  /// began to wait when these did.
  private func peers(of group: Int, _ gate: Frame) -> [Blocker] {
    let type = graph.context.names.owner(of: gate.function)
    guard type.isReceiver else { return [] }
    let receiver = receiver(of: group, gate)
    let isHard = graph.context.kinds[group].isHard
    let own = graph.context.analysis.groups[group]
    var found: [Blocker] = []
    var goroutines = 0
    for call in graph.calls.calls(of: type, on: receiver?.address) {
      let kind = graph.context.kinds[call.group]
      let site = graph.context.analysis.groups[call.group].site
      // Fellow waiters, and loops at rest, end no wait.
      guard call.group != group, site?.function != gate.function, kind != .accept, kind != .running
      else { continue }
      // Who waits for the lock of that method may be behind these, and does not keep them waiting.
      if graph.table.gates[call.group]?.depth == call.depth { continue }
      let isSame = receiver != nil && call.receiver == receiver?.address
      if kind.isIdleByNature, !(isHard && isSame) { continue }
      // Nor does a parent that waits for their end, unless they send what it should receive.
      if !isHard, kind == .waitGroup, isParent(call.group, of: group) { continue }
      let age = graph.age(ofRow: call.row, group: call.group, besides: own.wait?.max)
      guard age != .shorter, !found.contains(where: { $0.group == call.group }) else { continue }
      // Of so many none is told from the others.
      goroutines += graph.context.analysis.groups[call.group].count
      guard goroutines <= ResourceBlockers.most else { return [] }
      found.append(
        Blocker(
          group: call.group, row: call.row, frame: call.frame, ground: .method,
          isSameObject: isSame, isNested: false, age: age,
          grade: isSame && age == .same || age == .same && kind.isHard ? .likely : .possible))
    }
    if found.contains(where: { $0.grade == .likely }) { found.removeAll { $0.grade != .likely } }
    if found.count > 1, !found.allSatisfy(\.isSameObject) { return [] }
    // Of those that are idle by nature nobody is blamed on a mere possibility.
    if !isHard { found.removeAll { $0.grade == .possible } }
    return found.sorted { $0.grade > $1.grade }
  }

  /// Whether a call that a group has not returned from has started another one.
  private func isParent(_ parent: Int, of child: Int) -> Bool {
    guard let creator = graph.children.creator(of: child) else { return false }
    return graph.context.functionNumbers(of: parent).contains(creator)
  }

  private func receiver(of group: Int, _ gate: Frame) -> (address: UInt64, words: Int)? {
    let frames = graph.context.analysis.frames(of: graph.context.analysis.groups[group])
    guard let depth = frames.firstIndex(of: gate) else { return nil }
    for detail in graph.context.arguments.details(ofGroup: group, graph.context.analysis).prefix(8)
    {
      if let address = detail.receiver(at: depth) { return (address, detail.words(at: depth)) }
    }
    return nil
  }
}

extension AnalysisContext {
  /// The functions of a group's stack.
  func functionNumbers(of group: Int) -> Set<UInt32> {
    var functions: Set<UInt32> = []
    forEachFrame(of: group) { functions.insert($0.function) }
    return functions
  }
}

extension WaitGraph {
  /// The one goroutine of a package that has hung as long as some groups and in something that ends from
  /// outside or never; nil where there are several, or the dump tells no minutes.
  func onlyOther(ofPackageOf site: Frame, besides groups: [Int]) -> Blocker? {
    guard context.agesAreKnown, context.analysis.tellsMinutes,
      let oldest = context.wait(of: Array(groups.prefix(CallIndex.limit)))?.max, oldest > 1
    else { return nil }
    let all = context.groupsBySitePackage[
      Int(context.analysis.functions[Int(site.function)].package)]
    guard all.count <= CallIndex.limit else { return nil }
    count(all.count)
    var only: Blocker?
    for group in all where !groups.contains(group) {
      let kind = context.kinds[group]
      guard kind.isHard || kind.isActive && kind != .running,
        let frame = context.analysis.groups[group].site, frame.function != site.function
      else { continue }
      let row = context.analysis.rows(of: context.analysis.groups[group]).first.map(Int.init)
      guard age(ofRow: row, group: group, besides: oldest) == .same else { continue }
      if only != nil || context.analysis.groups[group].count > 1 { return nil }
      only = Blocker(
        group: group, row: row, frame: frame, ground: .package, isSameObject: false,
        isNested: false, age: .same, grade: .possible)
    }
    return only
  }
}
