import GoroutineDump

/// Something that one goroutine has and others wait for: a lock, the one call of a `sync.Once`, the
/// right to write a file, a place under a limit, a connection of a pool. Known by its address or, where no address is printed,
/// by the type or function in which it is waited for.
struct Resource: Sendable {
  /// What it is.
  enum Kind: UInt8, Sendable {
    case lock, once, file, semaphore, pool
  }

  /// The goroutines of one group that wait for it.
  struct Share: Sendable {
    var group: Int
    var waiters = 0
    /// The positions of some of them.
    var rows: [Int] = []
  }

  var kind: Kind
  /// The lock's address, or that of the object that holds it; 0 where none is printed.
  var address: UInt64
  /// Whether ``address`` is the object's: of a reader, the frames print no lock.
  var isOfObject: Bool
  /// Who waits, largest group first.
  var shares: [Share] = []

  /// The groups that wait, largest first.
  var groups: [Int] { shares.map(\.group) }
  /// How many goroutines wait; summed up when all are known, since every finding behind asks.
  private(set) var waiters = 0

  mutating func add(_ row: Int, of group: Int) {
    if shares.last?.group != group { shares.append(Share(group: group)) }
    let last = shares.count - 1
    shares[last].waiters += 1
    if shares[last].rows.count < ArgumentIndex.rowLimit { shares[last].rows.append(row) }
  }

  /// Sums up who waits.
  mutating func sumUp() { waiters = shares.reduce(0) { $0 + $1.waiters } }

  /// Takes over who waits for the same thing under another name.
  mutating func absorb(_ other: Resource) {
    for share in other.shares {
      if let known = shares.firstIndex(where: { $0.group == share.group }) {
        shares[known].waiters += share.waiters
        shares[known].rows += share.rows
      } else {
        shares.append(share)
      }
    }
    shares.sort { $0.group < $1.group }
  }
}

/// The frame in which a group waits for something, and from which on whoever calls the same function
/// has it.
struct Gate: Sendable {
  var frame: Frame
  /// How far from the innermost frame it stands.
  var depth: Int
  var kind: Resource.Kind
}

/// The functions of Go's library, and of its extensions, that wait for something of their own.
struct GateFunctions: Sendable {
  private let once: [UInt32]
  private let file: UInt32?
  private let semaphore: UInt32?
  /// The pools of connections that functions wait for, see ``Pool/functions(_:)``.
  let pools: [UInt32: Int]

  init(_ analysis: DumpAnalysis) {
    once = ["sync.(*Once).doSlow", "sync.(*Once).Do"].compactMap(analysis.function(named:))
    file = analysis.function(named: "internal/poll.(*fdMutex).rwlock")
    semaphore = analysis.function(named: "golang.org/x/sync/semaphore.(*Weighted).Acquire")
    pools = Pool.functions(analysis)
  }

  /// Whether groups that do not wait for a lock of package `sync` can wait at such a gate.
  var hasOthers: Bool { file != nil || semaphore != nil || !pools.isEmpty }

  /// Where a group waits; nil where that is no gate.
  func gate(of group: Int, _ analysis: DumpAnalysis) -> Gate? {
    let isLock = analysis.groups[group].state.activity.isLockWait
    let symbols = analysis.dump.symbols
    let stack = symbols.stacks[Int(analysis.dump.samples[analysis.groups[group].sample].stack)]
    var isOfFile = false
    var ofSemaphore: Gate?
    let hasPools = !pools.isEmpty
    for (depth, index) in symbols.frameIndices(of: stack).enumerated() {
      let frame = symbols.frames[Int(index)]
      if isLock, once.contains(frame.function) {
        return Gate(frame: frame, depth: depth, kind: .once)
      }
      if isOfFile { return Gate(frame: frame, depth: depth, kind: .file) }
      if frame.function == file { isOfFile = true }
      if !isLock, hasPools, pools[frame.function] != nil {
        return Gate(frame: frame, depth: depth, kind: .pool)
      }
      if frame.function == semaphore, !isLock {
        // A pool's queue can be a semaphore.
        ofSemaphore = Gate(frame: frame, depth: depth, kind: .semaphore)
        if hasPools { continue }
      }
      if let ofSemaphore { return ofSemaphore }
      if analysis.functions[Int(frame.function)].isWaiting { continue }
      return isLock ? Gate(frame: frame, depth: depth, kind: .lock) : nil
    }
    return ofSemaphore
  }
}

extension GoroutineState.Activity {
  /// Whether it is waiting for a lock of package `sync`, as ``GoroutineState/isLockWait``.
  var isLockWait: Bool { self == .mutexLock || self == .rwMutexRLock || self == .rwMutexLock }
}
