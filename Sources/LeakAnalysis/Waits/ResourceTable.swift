import GoroutineDump

/// What goroutines of a dump wait for that another one has. Worked out once, in one pass over the
/// goroutines that wait so: a million can.
struct ResourceTable: Sendable {
  private struct Key: Hashable {
    var kind: Resource.Kind
    var isOfObject: Bool
    /// The address; where none is known, the type or function.
    var number: UInt64
    var isAddress: Bool
  }

  /// What is waited for, in the order of the groups.
  private(set) var resources: [Resource] = []
  /// Where each group waits.
  private(set) var gates: [Int: Gate] = [:]
  /// The resources that each group waits for, as indices: mostly one.
  private(set) var resourcesOfGroup: [Int: [Int]] = [:]
  private var resourceOfRow: [Int: Int] = [:]
  /// The pool of connections that each function waits for, as an index into ``Pool/all``.
  let pools: [UInt32: Int]

  init(_ analysis: DumpAnalysis, _ arguments: ArgumentIndex, _ names: FunctionNames) {
    let functions = GateFunctions(analysis)
    pools = functions.pools
    var index: [Key: Int] = [:]
    for number in analysis.groups.indices {
      let activity = analysis.groups[number].state.activity
      guard activity.isLockWait || functions.hasOthers && activity != .runnable else { continue }
      let gate = functions.gate(of: number, analysis)
      guard gate != nil || activity.isLockWait else { continue }
      if let gate { gates[number] = gate }
      add(number, gate, analysis, arguments, names, &index)
    }
    joinReaders(analysis, arguments, names)
    for number in resources.indices { resources[number].sumUp() }
    for (number, resource) in resources.enumerated() {
      for share in resource.shares {
        resourcesOfGroup[share.group, default: []].append(number)
        for row in share.rows { resourceOfRow[row] = number }
      }
    }
  }

  /// What the goroutine at a position, or a group of a count profile, waits for.
  func resource(ofRow row: Int?, group: Int) -> Int? {
    if let row, let known = resourceOfRow[row] { return known }
    guard let all = resourcesOfGroup[group], row == nil || all.count == 1 else { return nil }
    return all.first
  }

  /// The resources, the most contended first, as indices.
  func contended(_ kinds: Set<Resource.Kind> = [.lock, .once, .file]) -> [Int] {
    resources.indices.filter { kinds.contains(resources[$0].kind) && resources[$0].waiters > 0 }
      .sorted {
        resources[$0].waiters != resources[$1].waiters
          ? resources[$0].waiters > resources[$1].waiters
          : resources[$0].shares[0].group < resources[$1].shares[0].group
      }
  }

  private mutating func add(
    _ number: Int, _ gate: Gate?, _ analysis: DumpAnalysis, _ arguments: ArgumentIndex,
    _ names: FunctionNames, _ index: inout [Key: Int]
  ) {
    let group = analysis.groups[number]
    let kind = gate?.kind ?? .lock
    // Without an address, the type or function stands for the lock: probably it is one.
    var place = UInt64(number) | 1 << 63
    if let gate {
      let owner = names.owner(of: gate.frame.function)
      place = owner.isReceiver ? UInt64(owner.code) | 1 << 62 : UInt64(gate.frame.function)
    }
    func position(_ address: UInt64, _ isOfObject: Bool) -> Int {
      let key = Key(
        kind: kind, isOfObject: isOfObject && address != 0,
        number: address == 0 ? place : address, isAddress: address != 0)
      if let known = index[key] { return known }
      index[key] = resources.count
      resources.append(
        Resource(kind: kind, address: address, isOfObject: isOfObject && address != 0))
      return resources.count - 1
    }
    let rows = analysis.rows(of: group)
    if rows.isEmpty {
      resources[position(0, false)].shares.append(
        Resource.Share(group: number, waiters: group.count))
      return
    }
    let origin = AddressOrigin(of: number, at: gate, analysis, arguments)
    // Hundreds of thousands that wait for a lock each say no more than the first of them.
    let areApart = group.count > DumpAnalysis.sampleLimit && Self.waitApart(number, analysis)
    var last: (address: UInt64, resource: Int)?
    for row in areApart ? rows.prefix(ArgumentIndex.rowLimit) : rows {
      let printed = analysis.dump.goroutines[Int(row)].address
      let address = printed == 0 ? 0 : printed &- origin.offset
      let resource: Int
      if let last, last.address == address {
        resource = last.resource
      } else {
        resource = position(address, origin.isObject)
        last = (address, resource)
      }
      resources[resource].add(Int(row), of: number)
    }
  }

  /// Whether the goroutines of a large group wait for a lock each, or nearly so.
  private static func waitApart(_ group: Int, _ analysis: DumpAnalysis) -> Bool {
    var addresses: Set<UInt64> = []
    var sampled = 0
    analysis.forEachSampled([group]) { record in
      sampled += 1
      addresses.insert(record.address)
    }
    return addresses.count * 2 > sampled
  }

  /// Puts readers, whose frames print the object alone, to the one lock that writers wait for in methods
  /// of that object.
  private mutating func joinReaders(
    _ analysis: DumpAnalysis, _ arguments: ArgumentIndex, _ names: FunctionNames
  ) {
    struct Object: Hashable {
      var owner: FunctionNames.Owner
      var address: UInt64
    }
    guard resources.contains(where: \.isOfObject) else { return }
    var locks: [Object: Int] = [:]
    var several: Set<Object> = []
    var exact: [UInt64: Int] = [:]
    for (number, resource) in resources.enumerated() where !resource.isOfObject {
      if resource.address != 0 { exact[resource.address] = number }
      for share in resource.shares {
        guard let gate = gates[share.group] else { continue }
        let owner = names.owner(of: gate.frame.function)
        for row in share.rows {
          guard let receiver = arguments.detail(of: row)?.receiver(at: gate.depth) else { continue }
          let object = Object(owner: owner, address: receiver)
          if let known = locks[object], known != number { several.insert(object) }
          locks[object] = number
        }
      }
    }
    for number in resources.indices where resources[number].isOfObject {
      guard let first = resources[number].shares.first, let gate = gates[first.group] else {
        continue
      }
      let object = Object(
        owner: names.owner(of: gate.frame.function), address: resources[number].address)
      // Where the lock is the object's first field, the address is the lock's own.
      let joined = several.contains(object) ? nil : locks[object]
      guard let lock = joined ?? exact[object.address] else { continue }
      resources[lock].absorb(resources[number])
      resources[number].shares = []
    }
    resources.removeAll { $0.shares.isEmpty }
  }
}

/// Where the address that a record keeps of a group's goroutines comes from.
private struct AddressOrigin {
  /// How far it lies behind the lock's own: old Go prints the semaphore's.
  var offset: UInt64 = 0
  /// Whether it is the first argument of a function of the program, and not of the lock's own.
  var isObject = false

  init(
    of number: Int, at gate: Gate?, _ analysis: DumpAnalysis, _ arguments: ArgumentIndex
  ) {
    let group = analysis.groups[number]
    for row in analysis.rows(of: group).prefix(ArgumentIndex.rowLimit) {
      guard let detail = arguments.detail(of: Int(row)) else { continue }
      let address = analysis.dump.goroutines[Int(row)].address
      // A Once, a file and a semaphore are the receivers of their functions.
      if let gate, gate.kind != .lock {
        guard let own = detail.receiver(at: gate.depth), address &- own < 64 else { continue }
        offset = address &- own
        return
      }
      let frames = analysis.frames(of: group)
      for (frame, words) in zip(frames, detail.frames) {
        guard let first = words.first, first.value == address, !first.isUncertain else { continue }
        guard analysis.functions[Int(frame.function)].isSync else {
          isObject = !analysis.functions[Int(frame.function)].isHidden
          return
        }
        offset = Self.offset(
          of: analysis.dump.symbols.function(of: frame),
          below: frames.lazy.map { analysis.dump.symbols.function(of: $0) })
        return
      }
    }
  }

  /// Where the semaphore lies in its lock, from the frame that prints it and those that called it:
  /// 4 in a Mutex; in an RWMutex, behind the Mutex of the writers, 8 for the writers' and 12 for
  /// the readers'.
  private static func offset(of function: String, below callers: some Sequence<String>) -> UInt64 {
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
