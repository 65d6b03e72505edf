import GoroutineDump
import LeakAnalysis

/// What the page's script plays with: every group and every stack, as columns of numbers into
/// tables of texts, so that a page of 50,000 stacks stays a few megabytes.
struct ReportData {
  private var tables = StackTables()
  private let paths: SourcePaths
  private var columns = GroupColumns()
  private var stateNumbers: [String: Int] = [:]
  private var states: [(name: Int, kind: StateClass)] = []
  private var labelNumbers: [[Label]: Int] = [:]
  private var labelSets: [[Int]] = []
  private var dumps: [Int] = []
  private var findings: [(title: String, groups: [Int])] = []
  /// The dump that is looked at first; nil for all of them.
  var focus: Int?
  /// The dumps between which growth is shown: the earlier one and the later; empty for none.
  var sides: [Int] = []
  /// What rows have in common at first.
  var key = RowKey.standard

  /// Up to so many goroutines all their ids are told, so that each can be looked for.
  private static let mostIDs = 20_000
  /// How many ids of a group are told in a larger dump.
  private static let sampleIDs = 3

  init(paths: SourcePaths = SourcePaths()) { self.paths = paths }

  /// Adds the groups of a dump, or those of them that are to be shown.
  ///
  /// - Returns: the position of each of the dump's groups; nil for one that was left out.
  @discardableResult
  mutating func add(_ analysis: DumpAnalysis, shows: (Int) -> Bool = { _ in true }) -> [Int?] {
    var dump = DumpTables(analysis, paths: paths)
    let number = dumps.count
    let idLimit = analysis.dump.goroutines.count > Self.mostIDs ? Self.sampleIDs : Int.max
    dumps.append(tables.string(DumpHeading.title(of: analysis.name)))
    return analysis.groups.indices.map { index in
      guard shows(index) else { return nil }
      let group = analysis.groups[index]
      let sample = analysis.dump.samples[group.sample]
      let elided = analysis.dump.symbols.stacks[Int(sample.stack)].elidedFrames
      columns.append(
        GroupColumns.Row(
          dump: number, node: dump.stack(of: group, in: &tables), state: state(group.state),
          count: group.count, leaked: group.isLeaked ? group.count : 0,
          top: dump.frame(group.top, in: &tables), site: dump.frame(group.site, in: &tables),
          entry: dump.frame(group.entry, in: &tables),
          creator: dump.frame(group.creator, in: &tables),
          labels: labels(analysis.dump.labels(of: sample)), elided: Int(elided), wait: group.wait,
          ages: Ages(analysis, [group]).counts, ids: Self.ids(of: group, analysis, limit: idLimit)))
      return columns.count - 1
    }
  }

  /// Adds a finding with the positions of its groups.
  mutating func add(finding title: String, groups: [Int]) {
    findings.append((title, groups))
  }

  private static func ids(
    of group: Group, _ analysis: DumpAnalysis, limit: Int
  ) -> [Int] {
    analysis.goroutines(of: group).lazy.map { Int(clamping: $0.id) }.filter { $0 > 0 }
      .prefix(limit).map { $0 }
  }

  private mutating func state(_ state: GoroutineState) -> Int {
    if let number = stateNumbers[state.name] { return number }
    stateNumbers[state.name] = states.count
    states.append((tables.string(state.name), StateClass(state)))
    return states.count - 1
  }

  private mutating func labels(_ labels: [Label]) -> Int {
    if let number = labelNumbers[labels] { return number }
    labelNumbers[labels] = labelSets.count
    labelSets.append(labels.flatMap { [tables.string($0.key), tables.string($0.value)] })
    return labelSets.count - 1
  }

  /// The data as JSON.
  var json: [UInt8] {
    var json = CompactJSON()
    json.begin()
    json.member("version", 1)
    json.member("focus", focus ?? -1)
    json.member("sides", sides)
    json.member("key", key.parts.map(\.name))
    json.member("standardKey", RowKey.standard.parts.map(\.name))
    json.member("strings", tables.strings)
    json.member("dumps", dumps)
    json.member("states", states.map(\.name))
    json.member("stateKinds", states.map(\.kind.rawValue))
    json.member("kinds", StateClass.allCases.flatMap { [$0.rawValue, $0.name] })
    json.member("ages", Ages.names)
    json.member("labelSets", labelSets)
    json.member("functions", tables.functionNames)
    json.member("packages", tables.functionPackages)
    json.member("isLibrary", tables.functionIsLibrary)
    json.member("frameFunctions", tables.frameFunctions)
    json.member("frameFiles", tables.frameFiles)
    json.member("frameLines", tables.frameLines)
    // How far the parent stands before the node, which is mostly 1; 0 for an entry.
    json.member(
      "nodeParents", tables.nodeParents.enumerated().map { $1 < 0 ? 0 : $0 - $1 })
    json.member("nodeFrames", tables.nodeFrames)
    json.member("findings", findings.map(\.title))
    json.member("findingGroups", findings.map(\.groups))
    columns.write(to: &json)
    json.end()
    return json.bytes
  }
}
