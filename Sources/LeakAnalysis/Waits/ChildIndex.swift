import GoroutineDump

/// Who has started whom, as far as goroutines that wait are concerned.
struct ChildIndex: Sendable {
  /// The positions of the goroutines that were started by one whose id is asked for.
  private var byCreator: [UInt64: [Int]] = [:]
  /// The groups that each function has started, and those that any function of each type has.
  private var byFunction: [UInt32: [Int]] = [:]
  private var byType: [UInt32: [Int]] = [:]
  /// The function that has started each group.
  private var creators: [UInt32?]
  /// Whether goroutines name the id of their creator.
  private(set) var areNamed = false

  /// Of one creator not more are kept.
  private static let limit = 64

  /// Finds the children of goroutines that wait for children: in a WaitGroup, a receive or a select.
  init(_ context: AnalysisContext) {
    let analysis = context.analysis
    let closures = Closures(context)
    creators = Array(repeating: nil, count: analysis.groups.count)
    for group in analysis.groups.indices {
      let named = analysis.groups[group].creator?.function
      guard
        let creator = named
          ?? analysis.groups[group].entry.flatMap({
            closures.parent(of: $0.function)
          })
      else { continue }
      creators[group] = creator
      byFunction[creator, default: []].append(group)
      let owner = context.names.owner(of: creator)
      if owner.isReceiver { byType[owner.code, default: []].append(group) }
    }
    var wanted = IDSet(newest: analysis.ids.largest)
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

  /// The groups that methods of a type have started.
  func groups(startedByType type: FunctionNames.Owner) -> [Int] { byType[type.code] ?? [] }

  /// The function that has started a group: as the dump names it, else the one whose closure it runs.
  func creator(of group: Int) -> UInt32? { creators[group] }
}

/// The functions that closures are written in: a count profile names no creators, and a goroutine mostly
/// runs a closure of the function that starts it.
private struct Closures {
  /// For each function the one in which it is written, where it is a closure; empty where creators are
  /// named.
  private var parents: [UInt32?] = []

  init(_ context: AnalysisContext) {
    guard !context.agesAreKnown else { return }
    let functions = context.analysis.dump.symbols.functions
    // What stands before the first `.func` of a name has none itself.
    var spellings = TextTable()
    var numbers: [UInt32] = []
    functions.forEachUTF8 { number, name in
      guard name.firstIndex(of: ".func", from: 0, before: name.count) == name.count else { return }
      let spelling = Int(spellings.intern(name, from: 0, to: name.count))
      if spelling < numbers.count {
        numbers[spelling] = UInt32(number)
      } else {
        numbers.append(UInt32(number))
      }
    }
    var parents = [UInt32?](repeating: nil, count: functions.count)
    functions.forEachUTF8 { number, name in
      var end = name.firstIndex(of: ".func", from: 0, before: name.count)
      if end == name.count { end = name.firstIndex(of: ".gowrap", from: 0, before: name.count) }
      guard end < name.count else { return }
      let spelling = Int(spellings.intern(name, from: 0, to: end))
      if spelling < numbers.count { parents[number] = numbers[spelling] }
    }
    self.parents = parents
  }

  /// The function in which a closure stands; nil of others, and where creators are named.
  func parent(of function: UInt32) -> UInt32? { parents.isEmpty ? nil : parents[Int(function)] }
}
