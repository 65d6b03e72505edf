import GoroutineDump

extension Analysis {
  /// Readers of a lock that wait behind a writer, by the type whose methods wait for it: addresses
  /// differ by what is printed.
  static let readersBehindWriter = Analysis(ofWholeDump: "readers-behind-writer") { candidates in
    let context = candidates.context
    let groups = context.analysis.groups
    func waiting(_ activity: GoroutineState.Activity) -> [Int] {
      groups.indices.filter { groups[$0].state.activity == activity }
    }
    var writers = waiting(.rwMutexLock)
    var readers = waiting(.rwMutexRLock)
    guard !writers.isEmpty, !readers.isEmpty else { return [] }
    let owners = Set(writers.compactMap { context.siteOwner($0) })
    readers = readers.filter { context.siteOwner($0).map(owners.contains) ?? false }
    let readerOwners = Set(readers.compactMap { context.siteOwner($0) })
    writers = writers.filter { context.siteOwner($0).map(readerOwners.contains) ?? false }
    guard !readers.isEmpty, !writers.isEmpty else { return [] }
    let all = readers + writers
    return [
      Sighting(
        groups: all, strength: candidates.measure(all, ageless: 0.7),
        measure: context.count(of: all),
        doing: "wait for an RWMutex",
        reasons: [
          "\(context.count(of: readers)) to read and \(context.count(of: writers)) to write"
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
