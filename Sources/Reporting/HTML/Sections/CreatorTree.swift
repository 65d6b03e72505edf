import GoroutineDump
import LeakAnalysis

/// Who started whom: the goroutines of a dump, gathered by the way that leads to them.
///
/// Goroutines are one node where they were started at one place, begin in one function, and their
/// creators are one node too.
struct CreatorTree {
  /// Goroutines that were started in the same way.
  struct Node {
    /// What they are to the dump.
    var kind: Kind
    /// The function that they begin in; of a creator that is not in the dump, the one that it was
    /// in when it started them.
    var function: String
    /// Where they were started; nil for those that nobody started, or that are not in the dump.
    var place: Place?
    /// How many.
    var count = 0
    /// Goroutines among them and all that they started.
    var total = 0
    /// The states of these, most frequent first.
    var states: [(state: GoroutineState, count: Int)] = []
    /// The nodes of those that they started, the largest first.
    var children: [Int] = []
  }

  /// What goroutines are to the dump.
  enum Kind { case there, ended, notTold }

  /// All nodes.
  private(set) var nodes: [Node] = []
  /// Those that nobody started, or that are not in the dump, the largest first.
  private(set) var roots: [Int] = []

  /// From this depth on, goroutines count to the one that started them: a chain can be as long as
  /// the dump.
  private static let deepest = 24
  private var depths: [Int] = []
  private var numbers: [Key: Int] = [:]

  private struct Key: Hashable {
    var parent: Int
    var start: Int
  }

  /// How a goroutine begins: the place that starts it and the function it begins in.
  private struct Start: Hashable {
    var creator: Frame?
    var function: UInt32?
  }

  /// Gathers the goroutines of a dump; a count profile has none.
  init(_ analysis: DumpAnalysis) {
    let dump = analysis.dump
    guard !dump.goroutines.isEmpty else { return }
    var starts: [Start] = []
    var startNumbers: [Start: Int] = [:]
    var startOfSample = [Int](repeating: 0, count: dump.samples.count)
    for group in analysis.groups {
      let start = Start(creator: group.creator, function: group.entry?.function)
      let number = startNumbers[start] ?? starts.count
      if number == starts.count {
        starts.append(start)
        startNumbers[start] = number
      }
      startOfSample[group.sample] = number
    }
    var rowOfID: [UInt64: Int] = [:]
    rowOfID.reserveCapacity(dump.goroutines.count)
    dump.goroutines.forEachRow { row, record in if record.id != 0 { rowOfID[record.id] = row } }
    var nodeOfRow = [Int](repeating: -1, count: dump.goroutines.count)
    for row in dump.goroutines.indices where nodeOfRow[row] < 0 {
      // The way up, as far as it is new; no goroutine stands on it twice.
      var way: [Int] = []
      var parent = -1
      var next: Int? = row
      while let current = next {
        if nodeOfRow[current] != -1 {
          parent = Swift.max(nodeOfRow[current], -1)
          break
        }
        nodeOfRow[current] = -2
        way.append(current)
        let creator = dump.goroutines[current].creator
        next = creator == 0 ? nil : rowOfID[creator]
      }
      for current in way.reversed() {
        let record = dump.goroutines[current]
        let number = startOfSample[Int(record.sample)]
        parent = node(starts[number], number, under: parent, record, analysis)
        nodes[parent].count += 1
        add(dump.samples[Int(record.sample)].state, to: parent)
        nodeOfRow[current] = parent
      }
    }
    sum()
  }

  private mutating func node(
    _ start: Start, _ number: Int, under parent: Int, _ record: GoroutineRecord,
    _ analysis: DumpAnalysis
  ) -> Int {
    var parent = parent
    if parent < 0, let creator = start.creator {
      // A creator that is no longer there, or that is not told: one node for each function.
      let isTold = record.creator != 0
      let key = Key(parent: -1, start: -1 - Int(creator.function) * 2 - (isTold ? 1 : 0))
      parent =
        numbers[key]
        ?? add(
          Node(
            kind: isTold ? .ended : .notTold,
            function: analysis.dump.symbols.function(of: creator)), key)
    }
    if parent >= 0, depths[parent] >= Self.deepest { return parent }
    let key = Key(parent: parent, start: number)
    if let number = numbers[key] { return number }
    let function = start.function.map { analysis.dump.symbols.functions[Int($0)] } ?? "(no frames)"
    return add(
      Node(kind: .there, function: function, place: start.creator.map(analysis.place)), key)
  }

  private mutating func add(_ node: Node, _ key: Key) -> Int {
    let number = nodes.count
    numbers[key] = number
    nodes.append(node)
    depths.append(key.parent < 0 ? 0 : depths[key.parent] + 1)
    if key.parent < 0 {
      roots.append(number)
    } else {
      nodes[key.parent].children.append(number)
    }
    return number
  }

  private mutating func add(_ state: GoroutineState, to node: Int) {
    if let place = nodes[node].states.firstIndex(where: { $0.state == state }) {
      nodes[node].states[place].count += 1
    } else {
      nodes[node].states.append((state, 1))
    }
  }

  /// Sums up and sorts; children have larger numbers than their parents.
  private mutating func sum() {
    for number in nodes.indices.reversed() {
      let children = nodes[number].children
      nodes[number].total =
        nodes[number].count + children.reduce(0) { $0 + nodes[$1].total }
      nodes[number].children = sorted(children)
      nodes[number].states.sort { ($1.count, $0.state.name) < ($0.count, $1.state.name) }
    }
    roots = sorted(roots)
  }

  private func sorted(_ list: [Int]) -> [Int] {
    list.sorted { (nodes[$1].total, $0) < (nodes[$0].total, $1) }
  }
}
