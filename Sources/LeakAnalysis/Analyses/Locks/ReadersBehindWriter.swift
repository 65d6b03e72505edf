import GoroutineDump

extension Analysis {
  /// Readers of a lock that wait behind a writer, by the type whose methods wait for it: addresses
  /// differ by what is printed. One that reads twice is told by itself.
  static let readersBehindWriter = Analysis(ofWholeDump: "readers-behind-writer") { candidates in
    let context = candidates.context
    let graph = context.waits
    let groups = context.analysis.groups
    var readers: [Int] = []
    var writers: [Int] = []
    for number in graph.table.contended([.lock]) {
      let resource = graph.table.resources[number]
      let isRW = resource.groups.contains {
        context.activities[$0] == .rwMutexRLock || context.activities[$0] == .rwMutexLock
      }
      guard isRW else { continue }
      if graph.isTakenTwice(number) { continue }
      readers += resource.groups.filter { context.activities[$0] == .rwMutexRLock }
      writers += resource.groups.filter { context.activities[$0] == .rwMutexLock }
    }
    let owners = Set(writers.compactMap { context.siteOwner($0) })
    readers = readers.filter { context.siteOwner($0).map(owners.contains) ?? false }
    let readerOwners = Set(readers.compactMap { context.siteOwner($0) })
    writers = writers.filter { context.siteOwner($0).map(readerOwners.contains) ?? false }
    guard !readers.isEmpty, !writers.isEmpty else { return [] }
    let all = Set(readers + writers).sorted()
    // Where no wait time tells that it lasts, and somebody is at work who may hold the lock, it may go
    // from hand to hand.
    let ageless = context.holderMayBeBusy(all) ? 0 : 0.7
    let reading = Set(readers).reduce(0) { $0 + groups[$1].count }
    return [
      Sighting(
        groups: all, strength: candidates.measure(all, ageless: ageless),
        measure: context.count(of: all),
        doing: "wait for an RWMutex",
        reasons: [
          "\(Evidence.number(reading)) to read and \(Evidence.number(context.count(of: all) - reading)) to write"
        ])
    ]
  }
}

extension AnalysisContext {
  /// The type whose method a group's site is, or the package of a function.
  func siteOwner(_ group: Int) -> FunctionNames.Owner? {
    analysis.groups[group].site.map { names.owner(of: $0.function) }
  }
}
