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

/// Who waits for which lock.
struct LockWaits {
  let inquiry: Inquiry
  /// The locks that somebody waits for, the most contended first.
  private(set) var locks: [ContendedLock] = []
  /// The arguments that are known, by position.
  let details: [Int: GoroutineDetail]
  /// The positions of the goroutines that carry an address in a frame of the program, in order.
  private var carriers: [UInt64: [Int]] = [:]

  init(_ inquiry: Inquiry) {
    self.inquiry = inquiry
    details = Dictionary(
      inquiry.analysis.dump.details.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })
    var index: [UInt64: Int] = [:]
    for (number, group) in inquiry.analysis.groups.enumerated()
    where group.state.isLockWait && !inquiry.claimed.contains(number) {
      let rows = inquiry.analysis.rows(of: group)
      if rows.isEmpty {
        locks.append(
          ContendedLock(address: 0, groups: [number], waiters: group.count, rows: []))
        continue
      }
      let offset = addressOffset(of: group)
      for row in rows {
        let printed = inquiry.analysis.dump.goroutines[Int(row)].address
        let address = printed == 0 ? 0 : printed &- offset
        // Without an address, the place stands for the lock: probably it is one.
        let key = address == 0 ? UInt64(number) | 1 << 63 : address
        let position = index[key] ?? locks.count
        if position == locks.count {
          index[key] = position
          locks.append(ContendedLock(address: address, groups: [], waiters: 0, rows: []))
        }
        if locks[position].groups.last != number { locks[position].groups.append(number) }
        locks[position].waiters += 1
        if locks[position].rows.count < 64 { locks[position].rows.append(Int(row)) }
      }
    }
    if !locks.isEmpty { findCarriers() }
    locks.sort { $0.waiters != $1.waiters ? $0.waiters > $1.waiters : $0.groups[0] < $1.groups[0] }
  }

  private mutating func findCarriers() {
    let analysis = inquiry.analysis
    for detail in analysis.dump.details {
      guard let group = inquiry.group(of: detail.row) else { continue }
      let frames = analysis.frames(of: analysis.groups[group])
      for (frame, arguments) in zip(frames, detail.frames)
      where !analysis.functions[Int(frame.function)].isStandardLibrary {
        for argument in arguments where carriers[argument.value]?.last != detail.row {
          carriers[argument.value, default: []].append(detail.row)
        }
      }
    }
  }

  /// How far the printed address lies behind the lock's own: old Go prints the semaphore's.
  private func addressOffset(of group: Group) -> UInt64 {
    for row in inquiry.analysis.rows(of: group) {
      guard let detail = details[Int(row)] else { continue }
      let address = inquiry.analysis.dump.goroutines[Int(row)].address
      let frames = inquiry.analysis.frames(of: group)
      for (frame, arguments) in zip(frames, detail.frames) {
        guard let first = arguments.first, first.value == address, !first.isUncertain else {
          continue
        }
        return Self.offset(
          of: inquiry.analysis.dump.symbols.function(of: frame),
          below: frames.map { inquiry.analysis.dump.symbols.function(of: $0) })
      }
    }
    return 0
  }

  /// Where the semaphore lies in its lock, from the frame that prints it and those that called it:
  /// 4 in a Mutex; in an RWMutex, behind the Mutex of the writers, 8 for the writers' and 12 for
  /// the readers'.
  private static func offset(of function: String, below callers: [String]) -> UInt64 {
    switch function {
    case "sync.runtime_SemacquireRWMutexR": return 12
    case "sync.runtime_SemacquireRWMutex": return 8
    case "sync.runtime_SemacquireMutex", "internal/sync.runtime_SemacquireMutex",
      "sync.runtime_Semacquire":
      switch callers.first(where: { !$0.contains("runtime_") && !$0.hasPrefix("runtime.") }) {
      case "sync.(*RWMutex).RLock": return 12
      case "sync.(*RWMutex).Lock": return 8
      default: return 4
      }
    default: return 0
    }
  }

  /// Says that writers stand in the queue of an RWMutex among the readers: no new reader passes a
  /// waiting writer.
  func queuedWriters(_ groups: [Int]) -> String? {
    var readers = 0
    var writers = 0
    for number in groups {
      let group = inquiry.analysis.groups[number]
      if group.state.activity == .rwMutexRLock { readers += group.count }
      if group.state.activity == .rwMutexLock { writers += group.count }
    }
    guard readers > 0, writers > 0 else { return nil }
    return "\(writers) of them to write: new readers queue behind a waiting writer, so a reader "
      + "that locks twice, or does not unlock, stops all"
  }

  /// The site of a lock's wait: the innermost frame outside the library.
  func site(of lock: ContendedLock) -> Place? {
    inquiry.analysis.groups[lock.groups[0]].site.map(inquiry.analysis.place)
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
    var candidates = lock.address == 0 ? [] : carriers[lock.address] ?? []
    if let receiver { candidates += carriers[receiver.address] ?? [] }
    for row in Set(candidates) {
      guard let group = inquiry.group(of: row), !waiting.contains(group),
        let detail = details[row]
      else { continue }
      let frames = inquiry.analysis.frames(of: inquiry.analysis.groups[group])
      for (frame, arguments) in zip(frames, detail.frames) {
        guard !inquiry.analysis.functions[Int(frame.function)].isStandardLibrary,
          let first = arguments.first
        else { continue }
        let name = inquiry.analysis.dump.symbols.function(of: frame)
        let hasLock = lock.address != 0 && arguments.contains { $0.value == lock.address }
        let hasReceiver =
          receiver.map { $0.address == first.value && $0.owner == FunctionName(name).owner }
          ?? false
        if hasLock || hasReceiver {
          holders.append(
            Holder(
              row: row, group: group, frame: inquiry.analysis.place(frame),
              id: inquiry.analysis.dump.goroutines[row].id))
          break
        }
      }
    }
    return holders.sorted { $0.id < $1.id }
  }

  /// A goroutine that may hold a lock, and the frame that suggests it.
  struct Holder {
    var row: Int
    var group: Int
    var frame: Place
    var id: UInt64
  }

  /// The receiver of the method that waits for the lock: its type and its address.
  private func receiver(
    of lock: ContendedLock, _ row: Int
  ) -> (owner: String, address: UInt64)? {
    guard let detail = details[row], let group = inquiry.group(of: row) else { return nil }
    let frames = inquiry.analysis.frames(of: inquiry.analysis.groups[group])
    for (frame, arguments) in zip(frames, detail.frames) {
      let name = inquiry.analysis.dump.symbols.function(of: frame)
      if StandardLibrary.contains(name) { continue }
      let parsed = FunctionName(name)
      guard parsed.owner != parsed.package, let first = arguments.first, first.value >= 0x1_0000
      else { return nil }
      return (parsed.owner, first.value)
    }
    return nil
  }
}

extension Inquiry {
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
