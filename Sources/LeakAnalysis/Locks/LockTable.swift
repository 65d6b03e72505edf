import GoroutineDump

/// The locks of a dump that goroutines wait for, explained or not, and who carries their addresses.
/// Worked out once: three signatures ask, and a million goroutines can wait.
struct LockTable: Sendable {
  /// The goroutines of one group that wait for a lock.
  fileprivate struct Share {
    var group: Int
    var waiters = 0
    /// The positions of some of them.
    var rows: [Int] = []
  }

  fileprivate struct Lock {
    var address: UInt64
    var shares: [Share] = []
  }

  /// Goroutines that are inside a call of a function which others wait in for a lock.
  struct Passer {
    var group: Int
    /// Where the call has come to.
    var frame: Frame
    /// How far from the innermost frame that stands.
    var depth: Int
  }

  /// Positions of waiting goroutines that a lock keeps.
  private static let rowLimit = 64

  private var locks: [Lock] = []
  /// In the order of the text.
  private let details: [GoroutineDetail]
  private let knownCarriers = Deferred<[UInt64: [Int]]>()
  private let knownPassers = Deferred<[UInt32: [Passer]]>()

  init(_ analysis: DumpAnalysis) {
    details = analysis.dump.details
    var index: [UInt64: Int] = [:]
    for number in analysis.groups.indices
    where analysis.groups[number].state.activity.isLockWait {
      let group = analysis.groups[number]
      let rows = analysis.rows(of: group)
      if rows.isEmpty {
        locks.append(Lock(address: 0, shares: [Share(group: number, waiters: group.count)]))
        continue
      }
      let offset = addressOffset(of: group, analysis)
      // Hundreds of thousands that wait for a lock each say no more than the first of them.
      let areApart = group.count > DumpAnalysis.sampleLimit && waitApart(number, analysis)
      var last: (key: UInt64, lock: Int)?
      for row in areApart ? rows.prefix(Self.rowLimit) : rows {
        let printed = analysis.dump.goroutines[Int(row)].address
        let address = printed == 0 ? 0 : printed &- offset
        // Without an address, the place stands for the lock: probably it is one.
        let key = address == 0 ? UInt64(number) | 1 << 63 : address
        let position = last?.key == key ? last?.lock ?? 0 : index[key] ?? locks.count
        if position == locks.count {
          index[key] = position
          locks.append(Lock(address: address))
        }
        last = (key, position)
        locks[position].add(Int(row), of: number, limit: Self.rowLimit)
      }
    }
  }

  /// Whether the goroutines of a large group wait for a lock each, or nearly so.
  private func waitApart(_ group: Int, _ analysis: DumpAnalysis) -> Bool {
    var addresses: Set<UInt64> = []
    var sampled = 0
    analysis.forEachSampled([group]) { record in
      sampled += 1
      addresses.insert(record.address)
    }
    return addresses.count * 2 > sampled
  }

  /// The locks that goroutines wait for, the most contended first.
  func contended() -> [ContendedLock] {
    var contended: [ContendedLock] = []
    for lock in locks {
      var open = ContendedLock(address: lock.address, groups: [], waiters: 0, rows: [])
      for share in lock.shares {
        open.groups.append(share.group)
        open.waiters += share.waiters
        open.rows += share.rows.prefix(Self.rowLimit - open.rows.count)
      }
      if open.waiters > 0 { contended.append(open) }
    }
    contended.sort {
      $0.waiters != $1.waiters ? $0.waiters > $1.waiters : $0.groups[0] < $1.groups[0]
    }
    return contended
  }

  /// The arguments of the goroutine at a position, where they are known.
  func detail(of row: Int) -> GoroutineDetail? {
    let place = details.partitioningIndex { $0.row >= row }
    return place < details.count && details[place].row == row ? details[place] : nil
  }

  /// The arguments of some of a group's goroutines: the first of each stack are kept.
  func details(ofGroup group: Int, _ analysis: DumpAnalysis) -> [GoroutineDetail] {
    analysis.rows(of: analysis.groups[group]).prefix(Self.rowLimit).compactMap {
      detail(of: Int($0))
    }
  }

  /// The positions of the goroutines that carry an address in a frame of the program, in order.
  func carriers(_ context: AnalysisContext) -> [UInt64: [Int]] {
    knownCarriers.value {
      let analysis = context.analysis
      var carriers: [UInt64: [Int]] = [:]
      for detail in details {
        guard let group = context.group(of: detail.row) else { continue }
        let frames = analysis.frames(of: analysis.groups[group])
        for (frame, arguments) in zip(frames, detail.frames)
        where !analysis.functions[Int(frame.function)].isStandardLibrary {
          // Small numbers are no addresses.
          for argument in arguments
          where argument.value >= 0x1_0000 && carriers[argument.value]?.last != detail.row {
            carriers[argument.value, default: []].append(detail.row)
          }
        }
      }
      return carriers
    }
  }

  /// For each function that is the site of a wait for a lock: who is inside a call of it.
  func passers(_ context: AnalysisContext) -> [UInt32: [Passer]] {
    knownPassers.value {
      let groups = context.analysis.groups
      var isSite = [Bool](repeating: false, count: context.analysis.functions.count)
      for number in groups.indices where context.activities[number].isLockWait {
        if let site = groups[number].site { isSite[Int(site.function)] = true }
      }
      var passers: [UInt32: [Passer]] = [:]
      for number in groups.indices {
        var depth = 0
        context.forEachFrame(of: number) { frame in
          defer { depth += 1 }
          guard isSite[Int(frame.function)] else { return }
          passers[frame.function, default: []].append(
            Passer(group: number, frame: frame, depth: depth))
        }
      }
      return passers
    }
  }

  /// How far the printed address lies behind the lock's own: old Go prints the semaphore's.
  private func addressOffset(of group: Group, _ analysis: DumpAnalysis) -> UInt64 {
    // The details are of the first goroutines of each stack.
    for row in analysis.rows(of: group).prefix(64) {
      guard let detail = detail(of: Int(row)) else { continue }
      let address = analysis.dump.goroutines[Int(row)].address
      let frames = analysis.frames(of: group)
      for (frame, arguments) in zip(frames, detail.frames) {
        guard let first = arguments.first, first.value == address, !first.isUncertain else {
          continue
        }
        // The runtime's semaphores alone are told by their own address, never a program's function.
        guard analysis.functions[Int(frame.function)].isStandardLibrary else { return 0 }
        return Self.offset(
          of: analysis.dump.symbols.function(of: frame),
          below: frames.lazy.map { analysis.dump.symbols.function(of: $0) })
      }
    }
    return 0
  }

  /// Where the semaphore lies in its lock, from the frame that prints it and those that called it:
  /// 4 in a Mutex; in an RWMutex, behind the Mutex of the writers, 8 for the writers' and 12 for
  /// the readers'.
  private static func offset(
    of function: String, below callers: some Sequence<String>
  ) -> UInt64 {
    switch function {
    case "sync.runtime_SemacquireRWMutexR": return 12
    case "sync.runtime_SemacquireRWMutex": return 8
    case "sync.runtime_SemacquireMutex", "internal/sync.runtime_SemacquireMutex",
      "sync.runtime_Semacquire":
      switch callers.first(where: { !isOfRuntime($0) }) {
      case "sync.(*RWMutex).RLock": return 12
      case "sync.(*RWMutex).Lock": return 8
      default: return 4
      }
    default: return 0
    }
  }

  /// Whether a function is the runtime's, by its own name or as `sync` calls it.
  private static func isOfRuntime(_ function: String) -> Bool {
    function.hasPrefix("runtime.") || function.hasPrefix("sync.runtime_")
      || function.hasPrefix("internal/sync.runtime_")
  }
}

extension GoroutineState.Activity {
  /// Whether it is waiting for a lock of package `sync`, as ``GoroutineState/isLockWait``.
  var isLockWait: Bool { self == .mutexLock || self == .rwMutexRLock || self == .rwMutexLock }
}

extension LockTable.Lock {
  fileprivate mutating func add(_ row: Int, of group: Int, limit: Int) {
    if shares.last?.group != group { shares.append(LockTable.Share(group: group)) }
    let last = shares.count - 1
    shares[last].waiters += 1
    if shares[last].rows.count < limit { shares[last].rows.append(row) }
  }
}
