import GoroutineDump

extension Analysis {
  /// Readers of a lock that wait behind a writer.
  static let rwmutexReadersBehindWriter = Analysis.dump { inquiry, signature in
    let groups = inquiry.analysis.groups
    func waiting(_ activity: GoroutineState.Activity) -> [Int] {
      groups.indices.filter {
        groups[$0].state.activity == activity && !inquiry.claimed.contains($0)
      }
    }
    var writers = waiting(.rwMutexLock)
    var readers = waiting(.rwMutexRLock)
    guard !writers.isEmpty, !readers.isEmpty else { return [] }
    // A lock is told by the type whose methods wait for it: addresses differ by what is printed.
    let owners = Set(writers.compactMap { inquiry.siteOwner($0) })
    readers = readers.filter { inquiry.siteOwner($0).map(owners.contains) ?? false }
    let readerOwners = Set(readers.compactMap { inquiry.siteOwner($0) })
    writers = writers.filter { inquiry.siteOwner($0).map(readerOwners.contains) ?? false }
    guard !readers.isEmpty, !writers.isEmpty else { return [] }
    let signals = inquiry.signals(readers + writers)
    let limits = signature.thresholds
    guard signals.count >= limits.warning, signals.medianWait >= limits.minutes else { return [] }
    return [
      Match(
        groups: readers + writers, severity: signals.count >= limits.error ? .error : .warning,
        confidence: .high,
        evidence: Evidence.sentence(
          signals, doing: "wait for an RWMutex",
          and: [
            "\(inquiry.count(of: readers)) to read and \(inquiry.count(of: writers)) to write"
          ]))
    ]
  }
}

extension Inquiry {
  /// The type whose method a group's site is, or the package of a function.
  func siteOwner(_ group: Int) -> FunctionNames.Owner? {
    analysis.groups[group].site.map { names.owner(of: $0.function) }
  }
}
