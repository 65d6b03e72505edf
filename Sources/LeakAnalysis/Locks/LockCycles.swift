import GoroutineDump

/// Cycles in the graph of who waits for whose lock.
///
/// Who has a lock is told by the addresses that its frames carry or, where those tell nothing, by the
/// line that it has come past: others wait there for the lock.
struct LockCycles {
  /// One goroutine of a cycle.
  struct Side {
    var id: UInt64
    var site: Place
    /// The address of the lock that it waits for.
    var wants: UInt64
    /// The address that it carries and the one before it in the cycle waits for.
    var has: UInt64
    /// Instead of an address: where it has taken that lock, and how many wait there.
    var past: (place: Place, waiters: Int)?
  }

  /// Goroutines that wait for each other in a ring.
  struct Cycle {
    var sides: [Side]
    var groups: [Int]
  }

  private(set) var cycles: [Cycle] = []

  init(_ context: AnalysisContext) {
    let waits = LockWaits(context)
    findByAddresses(waits)
    if cycles.isEmpty { findByLines(waits) }
  }

  private mutating func findByAddresses(_ waits: LockWaits) {
    // Only locks that are known by an address, and goroutines whose arguments are known.
    var wanted: [Int: UInt64] = [:]
    for lock in waits.locks where lock.address != 0 {
      for row in lock.rows where waits.detail(of: row) != nil { wanted[row] = lock.address }
      // A graph of thousands is a pile-up, not a ring of locks.
      if wanted.count > 2048 { return }
    }
    guard wanted.count >= 2 else { return }
    var holders: [UInt64: [Int]] = [:]
    let locks = Set(wanted.values)
    for row in wanted.keys.sorted() {
      Self.forEachCarried(by: row, waits) { address in
        guard locks.contains(address), address != wanted[row] else { return }
        // A goroutine that carries an address twice holds it once.
        if holders[address]?.last != row { holders[address, default: []].append(row) }
      }
    }
    if !holders.isEmpty { find(waits.context, wanted, holders) }
  }

  /// Calls `body` with the addresses that a goroutine's own frames of the program carry.
  private static func forEachCarried(
    by row: Int, _ waits: LockWaits, _ body: (UInt64) -> Void
  ) {
    guard let detail = waits.detail(of: row), let group = waits.context.group(of: row) else {
      return
    }
    var depth = 0
    waits.context.forEachFrame(of: group) { frame in
      defer { depth += 1 }
      guard depth < detail.frames.count,
        !waits.context.analysis.functions[Int(frame.function)].isStandardLibrary
      else { return }
      for argument in detail.frames[depth] where argument.value >= 0x1_0000 {
        body(argument.value)
      }
    }
  }

  /// Walks from each waiter to the holders of what it wants; a walk that comes back is a cycle.
  private mutating func find(
    _ context: AnalysisContext, _ wanted: [Int: UInt64], _ holders: [UInt64: [Int]]
  ) {
    var used: Set<Int> = []
    for start in wanted.keys.sorted() where !used.contains(start) {
      guard let ring = Self.ring(from: start, wanted, holders) else { continue }
      if ring.contains(where: used.contains) { continue }
      used.formUnion(ring)
      add(ring, context, wanted)
    }
  }

  private static func ring(
    from start: Int, _ wanted: [Int: UInt64], _ holders: [UInt64: [Int]]
  ) -> [Int]? {
    // Breadth first, so that the shortest ring is found.
    var previous: [Int: Int] = [:]
    var queue = [start]
    var head = 0
    while head < queue.count {
      let row = queue[head]
      head += 1
      for holder in holders[wanted[row] ?? 0] ?? [] where holder != row {
        if holder == start {
          var ring = [row]
          while let before = previous[ring[ring.count - 1]] { ring.append(before) }
          return ring.reversed()
        }
        if previous[holder] == nil {
          previous[holder] = row
          queue.append(holder)
        }
      }
    }
    return nil
  }

  private mutating func add(_ ring: [Int], _ context: AnalysisContext, _ wanted: [Int: UInt64]) {
    var sides: [Side] = []
    var groups: [Int] = []
    for (index, row) in ring.enumerated() {
      guard let group = context.group(of: row), let wants = wanted[row],
        let site = context.analysis.groups[group].site
      else { return }
      let before = ring[(index + ring.count - 1) % ring.count]
      sides.append(
        Side(
          id: context.analysis.dump.goroutines[row].id, site: context.analysis.place(site),
          wants: wants, has: wanted[before] ?? 0))
      if !groups.contains(group) { groups.append(group) }
    }
    // The rest of a large pile-up that shares a stack with the ring is no part of it.
    let total = groups.reduce(0) { $0 + context.analysis.groups[$1].count }
    guard total <= ring.count * 4 else { return }
    cycles.append(Cycle(sides: sides, groups: groups))
  }

  /// Locks that are looked at by lines: the most contended ones.
  private static let lockLimit = 64

  /// Follows each lock to the one goroutine that has come past the line where the others wait, and on to
  /// the lock that this one waits for.
  private mutating func findByLines(_ waits: LockWaits) {
    let locks = Array(waits.locks.prefix(Self.lockLimit))
    var lockOf: [Int: Int] = [:]
    for (number, lock) in locks.enumerated() {
      for group in lock.groups where lockOf[group] == nil { lockOf[group] = number }
    }
    // Who waits for one of these locks itself, first: the rest of a dump is far more to look at.
    let passers = Self.passers(of: locks, lockOf.keys.sorted(), waits)
    var used: Set<Int> = []
    for start in locks.indices where !used.contains(start) {
      var ring = [start]
      while let passer = passers[ring[ring.count - 1]], let lock = lockOf[passer],
        !ring.contains(lock), !used.contains(lock)
      {
        ring.append(lock)
      }
      used.formUnion(ring)
      guard let passer = passers[ring[ring.count - 1]], let last = lockOf[passer],
        let first = ring.firstIndex(of: last), ring.count - first >= 2
      else { continue }
      add(ring[first...].map { (locks[$0], passers[$0]) }, waits)
    }
  }

  /// For each of some locks the one group among some that has come past its waiters; nothing where
  /// there are several.
  private static func passers(
    of locks: [ContendedLock], _ groups: [Int], _ waits: LockWaits
  ) -> [Int: Int] {
    var sites: [UInt32: [(line: UInt32, lock: Int)]] = [:]
    for (number, lock) in locks.enumerated() {
      for (function, line) in waits.firstLines(of: lock) {
        sites[function, default: []].append((line, number))
      }
    }
    let waiting = locks.map { Set($0.groups) }
    var passers: [Int: Int] = [:]
    var crowded: Set<Int> = []
    for group in groups {
      waits.context.forEachFrame(of: group) { frame in
        for site in sites[frame.function] ?? []
        where site.line < frame.line && !waiting[site.lock].contains(group) {
          if let known = passers[site.lock], known != group { crowded.insert(site.lock) }
          passers[site.lock] = group
        }
      }
    }
    return passers.filter { !crowded.contains($0.key) }
  }

  /// The goroutine that waits for another lock and is the only one to have come past the waiters of this
  /// one: of several, not all can hold it, and so none is known to.
  private static func onlyPasser(of lock: ContendedLock, _ waits: LockWaits) -> LockWaits.Holder? {
    let groups = waits.context.analysis.groups
    let passers = waits.passers(of: lock)
    guard passers.count == 1, groups[passers[0].group].count == 1,
      [.mutexLock, .rwMutexLock].contains(groups[passers[0].group].state.activity),
      [.mutexLock, .rwMutexLock].contains(groups[lock.groups[0]].state.activity)
    else { return nil }
    return passers[0]
  }

  /// Adds a ring of locks, each with the group that has come past its waiters and waits for the next one.
  private mutating func add(_ ring: [(lock: ContendedLock, passer: Int?)], _ waits: LockWaits) {
    var sides: [Side] = []
    var groups: [Int] = []
    for (number, (lock, passer)) in ring.enumerated() {
      guard let holder = Self.onlyPasser(of: lock, waits), holder.group == passer,
        let taken = waits.context.site(of: lock.groups[0]),
        let site = waits.context.site(of: holder.group)
      else { return }
      sides.append(
        Side(
          id: holder.id, site: site, wants: ring[(number + 1) % ring.count].lock.address,
          has: lock.address,
          past: (taken, waits.context.analysis.groups[lock.groups[0]].count)))
      // First the goroutines of the ring, whose stacks show it.
      groups.append(holder.group)
    }
    for group in ring.flatMap(\.lock.groups) where !groups.contains(group) { groups.append(group) }
    cycles.append(Cycle(sides: sides, groups: groups))
  }
}
