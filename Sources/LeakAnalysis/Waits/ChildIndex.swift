import GoroutineDump

/// Who has started whom, as far as goroutines that wait are concerned.
struct ChildIndex: Sendable {
  /// The positions of the goroutines that were started by one whose id is asked for.
  private var byCreator: [UInt64: [Int]] = [:]
  /// The groups that each function has started.
  private var byFunction: [UInt32: [Int]] = [:]
  /// Whether goroutines name the id of their creator.
  let areNamed: Bool

  /// Of one creator not more are kept.
  private static let limit = 64

  /// Finds the children of goroutines that wait for children: in a WaitGroup, a receive or a select.
  init(_ context: AnalysisContext) {
    let analysis = context.analysis
    for group in analysis.groups.indices {
      guard let creator = analysis.groups[group].creator else { continue }
      byFunction[creator.function, default: []].append(group)
    }
    var wanted: Set<UInt64> = []
    for group in analysis.groups.indices where PeerBlockers.isWait(group, context) {
      for row in analysis.rows(of: analysis.groups[group]).prefix(ArgumentIndex.rowLimit) {
        wanted.insert(analysis.dump.goroutines[Int(row)].id)
      }
    }
    var areNamed = false
    var byCreator: [UInt64: [Int]] = [:]
    analysis.dump.goroutines.forEachRun { first, records in
      for index in records.indices where records[index].creator != 0 {
        areNamed = true
        let creator = records[index].creator
        guard wanted.contains(creator), byCreator[creator]?.count ?? 0 < Self.limit else {
          continue
        }
        byCreator[creator, default: []].append(first + index)
      }
    }
    self.areNamed = areNamed
    self.byCreator = byCreator
  }

  /// The positions of goroutines that one with this id has started.
  func rows(startedBy id: UInt64) -> [Int] { byCreator[id] ?? [] }

  /// The groups that a function has started.
  func groups(startedBy function: UInt32) -> [Int] { byFunction[function] ?? [] }
}
