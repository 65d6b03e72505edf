import GoroutineDump

extension Analysis {
  /// Goroutines parked in the program's own code, or a module's: what parks inside Go's library has
  /// signatures of its own.
  static let ownCode = Analysis("own-code") { candidates in
    let context = candidates.context
    let limits = candidates.signature.thresholds
    return candidates.places(ofAtLeast: limits.note).compactMap { groups in
      guard context.parksInOwnCode(groups[0]) else { return nil }
      var sighting = Sighting(groups: groups, strength: 0, doing: context.doing(groups[0]))
      // What takes milliseconds and has taken an hour needs no second one to be wrong.
      if context.kinds[groups[0]] == .send, (context.wait(of: groups)?.min ?? 0) >= anHour {
        sighting.measure = max(limits.warning, context.count(of: groups))
      }
      return sighting
    }
  }

  private static let anHour = 60

  /// Loops of a module that the program depends on, with no code of the program's own on the stack:
  /// they belong to an object which somebody made.
  static let moduleObjects = Analysis("module-objects") { candidates in
    let context = candidates.context
    var modules: [String: [[Int]]] = [:]
    for groups in candidates.places(ofAtLeast: candidates.signature.thresholds.note)
    where context.isLoopOfModule(groups[0]) {
      modules[context.module(of: groups[0]), default: []].append(groups)
    }
    // An object has one of each of its loops, or two: places of one module with as many goroutines are
    // one cause.
    return modules.sorted { $0.key < $1.key }.flatMap { _, places in
      var families: [(most: Int, groups: [Int])] = []
      for groups in places.sorted(by: { context.count(of: $0) > context.count(of: $1) }) {
        let count = context.count(of: groups)
        if let last = families.last, count * 2 >= last.most {
          families[families.count - 1].groups += groups
        } else {
          families.append((count, groups))
        }
      }
      return families.map { family in
        Sighting(
          groups: family.groups, judgesEach: true, strength: 0,
          doing: context.doing(family.groups[0]))
      }
    }
  }

  /// Waiters for a WaitGroup; main waits for the life of the program, as it should.
  static let waitGroupWaiters = Analysis("waitgroup-waiters") { candidates in
    let context = candidates.context
    return candidates.places(ofAtLeast: candidates.signature.thresholds.note).compactMap { groups in
      if context.count(of: groups) == 1, context.isMain(groups[0]) { return nil }
      return Sighting(groups: groups, strength: 0, doing: "wait for a WaitGroup")
    }
  }
}

extension AnalysisContext {
  /// What a group's goroutines do, as a sentence goes on after their number.
  func doing(_ group: Int) -> String {
    switch kinds[group] {
    case .send: "are blocked in a channel send"
    case .receive: "are blocked in a channel receive"
    case .select: "are blocked in a select"
    case .emptySelect: "are blocked in an empty select"
    case .nilChannel: "are blocked in an operation on a nil channel"
    case .read: "read from the network"
    case .write: "wait to write to a connection"
    case .accept: "wait for a connection"
    case .lock: "wait for a lock"
    case .waitGroup: "wait for a WaitGroup"
    case .condition: "wait for a condition"
    case .semaphore: "wait for a semaphore"
    case .sleep: "sleep"
    case .syscall: "are in a system call"
    case .running, .system, .other: "are blocked here"
    }
  }

  /// Whether a group's whole stack is of modules and Go's library, and its site of a module.
  func isLoopOfModule(_ group: Int) -> Bool {
    guard isAllLibrary(group), let site = analysis.groups[group].site, !analysis.isLibrary(site)
    else { return false }
    return isModule(site)
  }

  /// The module of a group's site, as far as its path tells: `github.com/dgraph-io/badger`.
  func module(of group: Int) -> String {
    analysis.groups[group].site.map { ModuleFiles.module(of: package(of: $0)) } ?? ""
  }

  /// Whether a group's whole stack is of modules and Go's library.
  func isAllLibrary(_ group: Int) -> Bool {
    surroundings.allLibrary.contains(group)
  }
}

extension Analysis {
  /// Goroutines that read from the network, those of net/http's own server and client aside.
  static let networkReads = network("network-reads", .read)
  /// Goroutines that wait until a connection takes what they write.
  static let networkWrites = network("network-writes", .write)
  /// Goroutines that wait for connections: one is a server, many are listeners that nobody closes.
  static let listeners = network("listeners", .accept)

  private static func network(_ name: String, _ kind: WaitKind) -> Analysis {
    Analysis(name) { candidates in
      let context = candidates.context
      let groups = candidates.groups.filter { context.kinds[$0] == kind }
      return context.byPlace(groups, ofAtLeast: candidates.signature.thresholds.note).map {
        Sighting(groups: $0, strength: 0, doing: context.doing($0[0]))
      }
    }
  }
}
