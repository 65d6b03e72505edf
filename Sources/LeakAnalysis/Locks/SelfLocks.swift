import GoroutineDump

/// Goroutines that wait for a lock which, by all that the dump shows, they hold themselves.
///
/// No dump says who holds a lock. But who waits for it in one function, called by another one that
/// takes the same lock further up, has it already; and where nobody else works on the object, nobody
/// else can give it back.
struct SelfLocks {
  /// Goroutines that wait in one function, called by one other.
  struct Nesting {
    /// Their groups, largest first.
    var groups: [Int]
    /// Groups that wait behind them for the same lock.
    var behind: [Int]
    /// Where they wait for the lock.
    var inner: Frame
    /// What called that, directly or not, with the lock held.
    var outer: Frame
    /// Where the outer function takes the lock: others wait there. Nil where nobody does, and it is
    /// only a method of the same type.
    var taken: Frame?
    /// Whether an address shows that it is one lock, and not another one of its kind.
    var isOneLock: Bool
    /// Their locks and objects together.
    fileprivate var all: Waiter
    /// Distinct locks, as far as addresses are printed.
    var lockCount: Int { all.locks.isEmpty ? all.objects.count : all.locks.count }
  }

  /// One group that waits for a lock in its own site, and not in something that the site has called.
  fileprivate struct Waiter {
    var group: Int
    var site: Frame
    /// The addresses of locks, as far as they are certain.
    var locks: Set<UInt64>
    /// The addresses of the objects whose method the site is, as far as they are certain.
    var objects: Set<UInt64>
    /// How it waits.
    var want: Want
  }

  fileprivate enum Want {
    /// For a Mutex, which one goroutine has.
    case mutex
    /// To read, as others do at the same time.
    case read
    /// To write.
    case write
  }

  /// What addresses say of two groups' locks.
  private enum Likeness { case same, different, unknown }

  private(set) var nestings: [Nesting] = []
  private let waits: LockWaits
  private let waiters: [Waiter]
  /// The waiters that wait in each function, as indices.
  private var waitersBySite: [UInt32: [Int]] = [:]
  /// The methods of the types that nestings are of.
  private var methods: [FunctionNames.Owner: [Int]] = [:]
  private var context: AnalysisContext { waits.context }

  /// Groups that are looked at, the largest ones, and nestings of them: more say no more.
  private static let groupLimit = 1024
  private static let nestingLimit = 64

  init(_ context: AnalysisContext) {
    let waits = LockWaits(context)
    self.waits = waits
    var locks: [Int: Set<UInt64>] = [:]
    for lock in waits.locks {
      for group in lock.groups {
        if locks[group] == nil { locks[group] = [] }
        if lock.address != 0 { locks[group]?.insert(lock.address) }
      }
    }
    let writing = context.analysis.function(named: "sync.(*RWMutex).Lock")
    waiters = locks.keys.sorted().prefix(Self.groupLimit).compactMap { group in
      guard let site = context.analysis.groups[group].site,
        context.waitingFrame(of: group) == site
      else { return nil }
      let want = Self.want(of: group, writing: writing, context)
      return Waiter(
        group: group, site: site,
        // A reader's frames print its lock seldom, and the first address is another thing's.
        locks: want == .read ? [] : locks[group, default: []],
        objects: Self.receivers(of: site.function, group, waits), want: want)
    }
    for (number, waiter) in waiters.enumerated() {
      waitersBySite[waiter.site.function, default: []].append(number)
    }
    find()
  }

  /// The certain receivers of a method in the stacks of some goroutines of a group.
  private static func receivers(
    of function: UInt32, _ group: Int, _ waits: LockWaits
  ) -> Set<UInt64> {
    let analysis = waits.context.analysis
    let frames = analysis.frames(of: analysis.groups[group])
    guard let depth = frames.firstIndex(where: { $0.function == function }) else { return [] }
    var found: Set<UInt64> = []
    for row in analysis.rows(of: analysis.groups[group]).prefix(64) {
      guard let detail = waits.detail(of: Int(row)), depth < detail.frames.count,
        let first = detail.frames[depth].first, !first.isUncertain, first.value >= 0x1_0000
      else { continue }
      found.insert(first.value)
    }
    return found
  }

  /// How a group waits; `writing` is the function in which writers do.
  private static func want(of group: Int, writing: UInt32?, _ context: AnalysisContext) -> Want {
    switch context.activities[group] {
    case .rwMutexRLock: return .read
    case .rwMutexLock: return .write
    default:
      // Writers wait for each other in the Mutex of the RWMutex.
      return context.hasFrame(of: group) { $0.function == writing } ? .write : .mutex
    }
  }

  private mutating func find() {
    var byFunctions: [UInt64: Int] = [:]
    let analysis = context.analysis
    for waiter in waiters {
      // Where others tell minutes, these have just come.
      if analysis.tellsMinutes, (analysis.groups[waiter.group].wait?.median ?? 0) < 1 { continue }
      guard let (outer, taken, likeness) = caller(of: waiter) else { continue }
      let key = UInt64(waiter.site.function) << 32 | UInt64(outer.function)
      if let known = byFunctions[key] {
        nestings[known].groups.append(waiter.group)
        nestings[known].all.locks.formUnion(waiter.locks)
        nestings[known].all.objects.formUnion(waiter.objects)
        nestings[known].taken = nestings[known].taken ?? taken
        if likeness == .same { nestings[known].isOneLock = true }
        continue
      }
      if nestings.count == Self.nestingLimit { continue }
      byFunctions[key] = nestings.count
      nestings.append(
        Nesting(
          groups: [waiter.group], behind: [], inner: waiter.site, outer: outer, taken: taken,
          isOneLock: likeness == .same, all: waiter))
    }
    for index in nestings.indices { gatherBehind(&nestings[index]) }
    nestings = nestings.filter(canHold)
    gatherMethods()
    nestings = nestings.filter { !mayBeHeldByOthers($0) }
  }

  /// Finds the methods of the types that nestings are of, looking at each function once.
  private mutating func gatherMethods() {
    let traits = context.analysis.functions
    let packages = Set(nestings.map { traits[Int($0.inner.function)].package })
    for nesting in nestings { methods[context.names.owner(of: nesting.inner.function)] = [] }
    for function in traits.indices where packages.contains(traits[function].package) {
      methods[context.names.owner(of: UInt32(function))]?.append(function)
    }
  }

  /// Whether so many can have come past the lock of the outer function: one for each Mutex, and who
  /// reads twice waits for a writer in between.
  private func canHold(_ nesting: Nesting) -> Bool {
    switch nesting.all.want {
    case .write: return true
    case .read:
      if context.count(of: nesting.groups) == 1 { return true }
      let behind = Set(nesting.behind)
      return waiters.contains { $0.want == .write && behind.contains($0.group) }
    case .mutex:
      if nesting.lockCount == 0 { return context.count(of: nesting.groups) == 1 }
      let nested = Set(nesting.groups)
      return waits.locks.allSatisfy { lock in
        guard lock.address == 0 || nesting.all.locks.contains(lock.address) else { return true }
        // Of thousands some are looked at.
        return lock.rows.count { context.group(of: $0).map(nested.contains) ?? false } <= 1
      }
    }
  }

  /// The frame above a wait that has the lock, it seems, and where its function takes it.
  private func caller(
    of waiter: Waiter
  ) -> (outer: Frame, taken: Frame?, likeness: Likeness)? {
    let owner = context.names.owner(of: waiter.site.function)
    let frames = context.analysis.frames(of: context.analysis.groups[waiter.group])
    guard let start = frames.firstIndex(of: waiter.site) else { return nil }
    var sibling: (outer: Frame, taken: Frame?, likeness: Likeness)?
    for (depth, outer) in frames.enumerated().dropFirst(start + 1)
    where !context.analysis.functions[Int(outer.function)].isStandardLibrary {
      if let (taken, likeness) = taking(waiter, outer) { return (outer, taken, likeness) }
      guard sibling == nil, owner.isReceiver, outer.function != waiter.site.function,
        context.names.owner(of: outer.function) == owner
      else { continue }
      switch objects(waiter.group, start, depth) {
      case .different: continue
      case let likeness: sibling = (outer, nil, likeness)
      }
    }
    return sibling
  }

  /// Where the function of a frame takes the lock that a goroutine above it waits for: others wait
  /// for it there, before the line that the goroutine has come to.
  private func taking(_ waiter: Waiter, _ outer: Frame) -> (Frame, Likeness)? {
    let isRecursion = outer.function == waiter.site.function
    let owner = context.names.owner(of: waiter.site.function)
    for other in (waitersBySite[outer.function] ?? []).map({ waiters[$0] })
    where other.site.line < outer.line && other.group != waiter.group {
      let likeness = likeness(waiter, other)
      // Of unknown locks those of one type's methods are one, most likely; each node of a tree has
      // its own.
      switch likeness {
      case .different: continue
      case .unknown:
        guard !isRecursion, owner.isReceiver, context.names.owner(of: outer.function) == owner
        else { continue }
      case .same:
        if isRecursion, isNested(other) { continue }
      }
      return (other.site, likeness)
    }
    return nil
  }

  /// Whether a goroutine's site is in its stack twice.
  private func isNested(_ waiter: Waiter) -> Bool {
    var calls = 0
    context.forEachFrame(of: waiter.group) { frame in
      if frame.function == waiter.site.function { calls += 1 }
    }
    return calls > 1
  }

  /// What is known of the locks of two groups, by their addresses or those of the objects.
  private func likeness(_ one: Waiter, _ other: Waiter) -> Likeness {
    if !one.locks.isEmpty, !other.locks.isEmpty {
      return one.locks.isDisjoint(with: other.locks) ? .different : .same
    }
    guard
      context.names.owner(of: one.site.function) == context.names.owner(of: other.site.function),
      !one.objects.isEmpty, !other.objects.isEmpty
    else { return .unknown }
    return one.objects.isDisjoint(with: other.objects) ? .different : .same
  }

  /// Whether two frames of the same goroutines are methods of one object.
  private func objects(_ group: Int, _ inner: Int, _ outer: Int) -> Likeness {
    var likeness = Likeness.unknown
    for row in context.analysis.rows(of: context.analysis.groups[group]).prefix(64) {
      guard let detail = waits.detail(of: Int(row)), outer < detail.frames.count,
        let one = detail.frames[inner].first, !one.isUncertain,
        let other = detail.frames[outer].first, !other.isUncertain
      else { continue }
      if one.value != other.value { return .different }
      likeness = .same
    }
    return likeness
  }

  /// Adds those who wait for the same lock, for all that is known.
  private func gatherBehind(_ nesting: inout Nesting) {
    let nested = Set(nesting.groups)
    let owner = context.names.owner(of: nesting.inner.function)
    for waiter in waiters where !nested.contains(waiter.group) {
      switch likeness(nesting.all, waiter) {
      case .different: continue
      case .unknown:
        guard owner.isReceiver, context.names.owner(of: waiter.site.function) == owner else {
          continue
        }
      case .same: break
      }
      nesting.behind.append(waiter.group)
    }
  }

  /// Whether somebody else can have the lock: who is in a method of the same type and does not wait
  /// for it, or carries its address.
  private func mayBeHeldByOthers(_ nesting: Nesting) -> Bool {
    let involved = Set(nesting.groups + nesting.behind)
    let owner = context.names.owner(of: nesting.inner.function)
    let objects = nesting.all.objects
    if owner.isReceiver, isAtWork(owner, on: objects, besides: involved) { return true }
    // Who waits for another lock of the object can have this one: two locks in two orders.
    let others = waiters.filter {
      !involved.contains($0.group) && context.names.owner(of: $0.site.function) == owner
    }
    if nesting.taken == nil,
      others.contains(where: { $0.objects.isEmpty || !$0.objects.isDisjoint(with: objects) })
    {
      return true
    }
    return waits.areCarried(objects, nesting.all.locks, besides: involved)
  }

  /// Whether goroutines other than some are in a method of a type, on one of some objects for all that
  /// is known.
  private func isAtWork(
    _ owner: FunctionNames.Owner, on objects: Set<UInt64>, besides involved: Set<Int>
  ) -> Bool {
    let analysis = context.analysis
    var isOwn = [Bool](repeating: false, count: analysis.functions.count)
    var calls = 0
    for function in methods[owner] ?? [] {
      isOwn[function] = true
      calls += context.surroundings.callers[function]
    }
    func depths(in group: Int) -> [Int] {
      var depth = 0
      var depths: [Int] = []
      context.forEachFrame(of: group) { frame in
        if isOwn[Int(frame.function)] { depths.append(depth) }
        depth += 1
      }
      return depths
    }
    func mayHold(_ group: Int, _ depths: [Int]) -> Bool {
      !depths.isEmpty && !involved.contains(group)
        && (objects.isEmpty || !works(group, at: depths, besides: objects))
    }
    var waiting: Set<Int> = []
    for waiter in waiters {
      let depths = depths(in: waiter.group)
      // Who is in one such call waits for its lock, and holds nothing.
      if depths.count > 1, mayHold(waiter.group, depths) { return true }
      calls -= depths.count * analysis.groups[waiter.group].count
      waiting.insert(waiter.group)
    }
    // Mostly nobody else is in such a call.
    if calls == 0 || objects.isEmpty && waiters.count < Self.groupLimit { return calls > 0 }
    return analysis.groups.indices.contains {
      !waiting.contains($0) && mayHold($0, depths(in: $0))
    }
  }

  /// Whether all goroutines of a group are known to work on other objects than some.
  private func works(_ number: Int, at depths: [Int], besides objects: Set<UInt64>) -> Bool {
    let rows = context.analysis.rows(of: context.analysis.groups[number])
    return !rows.isEmpty
      && rows.allSatisfy { row in
        guard let detail = waits.detail(of: Int(row)) else { return false }
        return depths.allSatisfy { depth in
          guard depth < detail.frames.count, let first = detail.frames[depth].first,
            !first.isUncertain
          else { return false }
          return !objects.contains(first.value)
        }
      }
  }
}
