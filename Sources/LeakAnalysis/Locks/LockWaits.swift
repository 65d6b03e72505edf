import GoroutineDump

/// A lock, known by its address or, where no address is printed, by the place of the wait.
struct ContendedLock {
  /// The lock's address, or that of the receiver that holds it; 0 where none is printed.
  var address: UInt64
  /// The groups that wait for it, largest first.
  var groups: [Int]
  /// How many goroutines wait for it.
  var waiters: Int
  /// The positions of some of them.
  var rows: [Int]
}

/// Who waits for which lock, explained or not.
struct LockWaits {
  let context: AnalysisContext
  /// The locks that somebody waits for, the most contended first.
  let locks: [ContendedLock]
  private let table: LockTable

  init(_ context: AnalysisContext) {
    self.context = context
    table = context.lockTable
    locks = table.contended()
  }

  /// The arguments of the goroutine at a position, where they are known.
  func detail(of row: Int) -> GoroutineDetail? { table.detail(of: row) }

  /// The positions of the goroutines that carry an address in a frame of the program.
  var carriers: [UInt64: [Int]] { table.carriers(context) }

  /// Says that writers stand in the queue of an RWMutex among the readers: no new reader passes a
  /// waiting writer.
  func queuedWriters(_ groups: [Int]) -> String? {
    var readers = 0
    var writers = 0
    for number in groups {
      let group = context.analysis.groups[number]
      if group.state.activity == .rwMutexRLock { readers += group.count }
      if group.state.activity == .rwMutexLock { writers += group.count }
    }
    guard readers > 0, writers > 0 else { return nil }
    return "\(writers) of them to write: new readers queue behind a waiting writer, so a reader "
      + "that locks twice, or does not unlock, stops all"
  }

  /// The site of a lock's wait: the innermost frame outside the library.
  func site(of lock: ContendedLock) -> Place? {
    context.site(of: lock.groups[0])
  }

  /// Goroutines that may hold a lock: they carry its address, or the receiver through which the
  /// waiters take it, in a frame of the program, and do not wait for it themselves.
  ///
  /// Never more than a possibility: a goroutine that has ended can have left the lock locked.
  func possibleHolders(of lock: ContendedLock) -> [Holder] {
    guard let row = lock.rows.first else { return [] }
    let waiting = Set(lock.groups)
    let receiver = receiver(of: lock, row)
    var holders: [Holder] = []
    let carriers = self.carriers
    var candidates = lock.address == 0 ? [] : carriers[lock.address] ?? []
    if let receiver { candidates += carriers[receiver.address] ?? [] }
    for row in Set(candidates) {
      guard let group = context.group(of: row), !waiting.contains(group),
        let detail = detail(of: row)
      else { continue }
      let frames = context.analysis.frames(of: context.analysis.groups[group])
      for (frame, arguments) in zip(frames, detail.frames) {
        guard !context.analysis.functions[Int(frame.function)].isStandardLibrary,
          let first = arguments.first
        else { continue }
        let hasLock = lock.address != 0 && arguments.contains { $0.value == lock.address }
        let hasReceiver =
          receiver.map { $0.address == first.value && $0.owner == context.name(of: frame).owner }
          ?? false
        if hasLock || hasReceiver {
          holders.append(
            Holder(
              row: row, group: group, frame: context.analysis.place(frame),
              id: context.analysis.dump.goroutines[row].id))
          break
        }
      }
    }
    return holders.sorted { $0.id < $1.id }
  }

  /// Goroutines that have come past the line at which the waiters wait, in a call of the same function:
  /// they have taken the lock there, unless it is another object's, or given back again.
  ///
  /// Told without any address: for count profiles, and frames that print none for certain.
  func passers(of lock: ContendedLock) -> [Holder] {
    let analysis = context.analysis
    let waiting = Set(lock.groups)
    var passers: [LockTable.Passer] = []
    for (function, line) in firstLines(of: lock) {
      for passer in table.passers(context)[function] ?? []
      where passer.frame.line > line && !waiting.contains(passer.group) {
        passers.append(passer)
      }
    }
    // In the order of the groups: the numbers of functions depend on which thread met them first.
    passers.sort { ($0.group, $0.depth) < ($1.group, $1.depth) }
    var holders: [Holder] = []
    for passer in passers {
      if holders.count == Self.holderLimit { break }
      let row = analysis.rows(of: analysis.groups[passer.group]).first.map(Int.init)
      if let row, worksElsewhere(row, at: passer.depth, lock) { continue }
      holders.append(
        Holder(
          row: row, group: passer.group, frame: analysis.place(passer.frame),
          id: row.map { analysis.dump.goroutines[$0].id } ?? 0))
    }
    return holders.sorted { ($0.id, $0.group) < ($1.id, $1.group) }
  }

  /// So many may hold a lock before it says nothing any more.
  private static let holderLimit = 16

  /// The functions in which a lock is waited for, each with the first line at which that is.
  func firstLines(of lock: ContendedLock) -> [UInt32: UInt32] {
    var lines: [UInt32: UInt32] = [:]
    for group in lock.groups {
      guard let site = context.analysis.groups[group].site, context.waitingFrame(of: group) == site
      else { continue }
      lines[site.function] = Swift.min(lines[site.function] ?? .max, site.line)
    }
    return lines
  }

  /// Whether a goroutine's frame prints another object for certain than the one that the waiters wait
  /// in.
  private func worksElsewhere(_ row: Int, at depth: Int, _ lock: ContendedLock) -> Bool {
    guard let detail = detail(of: row), depth < detail.frames.count,
      let own = detail.frames[depth].first, !own.isUncertain, own.value >= 0x1_0000,
      let waiter = lock.rows.first, let receiver = receiver(of: lock, waiter)
    else { return false }
    return receiver.address != own.value
  }

  /// A goroutine that may hold a lock, and the frame that suggests it.
  struct Holder {
    /// Its position; nil in a count profile.
    var row: Int?
    var group: Int
    var frame: Place
    /// Its id; 0 in a count profile.
    var id: UInt64
  }

  /// The receiver of the method that waits for the lock: its type and its address.
  private func receiver(
    of lock: ContendedLock, _ row: Int
  ) -> (owner: String, address: UInt64)? {
    guard let detail = detail(of: row), let group = context.group(of: row) else { return nil }
    let frames = context.analysis.frames(of: context.analysis.groups[group])
    for (frame, arguments) in zip(frames, detail.frames) {
      if context.analysis.functions[Int(frame.function)].isStandardLibrary { continue }
      let parsed = context.name(of: frame)
      guard parsed.owner != parsed.package, let first = arguments.first, first.value >= 0x1_0000
      else { return nil }
      return (parsed.owner, first.value)
    }
    return nil
  }
}

extension LockWaits {
  /// Bytes of an object behind its beginning in which its lock is looked for.
  private static let objectSize: UInt64 = 1024

  /// Whether goroutines of other groups than some carry the address of one of some objects, or of what
  /// one of some locks may lie in.
  func areCarried(
    _ objects: Set<UInt64>, _ locks: Set<UInt64>, besides involved: Set<Int>
  ) -> Bool {
    let sorted = locks.sorted()
    return carriers.contains { address, rows in
      // The next lock behind the address.
      let next = sorted.partitioningIndex { $0 >= address }
      let isNear = next < sorted.count && sorted[next] - address < Self.objectSize
      guard isNear || objects.contains(address) else { return false }
      return rows.contains { row in
        context.group(of: row).map { !involved.contains($0) } ?? true
      }
    }
  }
}

extension AnalysisContext {
  /// Whether a goroutine of the waiters' package is doing something: it may hold the lock and give
  /// it back. Where all are parked, nobody will.
  func holderMayBeBusy(_ waiters: [Int]) -> Bool {
    guard let site = analysis.groups[waiters[0]].site else { return true }
    return hasBusyGoroutine(inPackageOf: site)
  }

  /// The group of the goroutine at a position of the text.
  func group(of row: Int) -> Int? {
    groupBySample[Int(analysis.dump.goroutines[row].sample)]
  }
}
