import GoroutineDump

/// Gathers groups into rows. Keys are small integers, and a row is no more than two numbers, until
/// it is known which rows are wanted: a dump can have as many as it has groups, and a page shows ten.
struct RowBuilder {
  private let analysis: DumpAnalysis
  private let key: RowKey
  private let selection: Selection
  private let splitsByWait: Bool
  private let splitsByMinute: Bool
  /// Ids a row keeps as samples.
  private static let sampleLimit = 3

  private var texts: [String] = []
  private var textNumbers: [String: Int] = [:]
  private var stackNumbers: [[UInt32]: Int] = [:]
  private var stateNumbers: [GoroutineState: Int] = [:]
  private var frameNumbers: [Frame: Int] = [:]
  /// The number of each slot's name.
  private var slotNumbers: [Int: Int] = [:]
  private var handlers: Handlers?
  /// The codes of the rows' keys, one for each part, end to end.
  private var codes: [Int] = []
  /// For each file that was asked for whether it is of a module.
  private var isModuleFile: [Int: Bool] = [:]
  private var index = HashIndex(capacity: 256)
  private var sizes: [Size] = []
  private var entries: [Entry] = []

  init(_ analysis: DumpAnalysis, _ key: RowKey, _ selection: Selection) {
    self.analysis = analysis
    self.key = key
    self.selection = selection
    splitsByWait = key.parts.contains(.wait)
    splitsByMinute = key.parts.contains(.minute)
    if key.parts.contains(.handler) { handlers = Handlers(analysis) }
  }

  /// What rows are sorted by.
  private struct Size {
    var count = 0
    /// In minutes; -1 where none is known.
    var longestWait = -1
    /// How far its goroutines may be idle; of equal rows the stuck ones come first.
    var idleness = Idleness.library
  }

  /// How a goroutine's state and place look before anything is judged, from stuck to idle.
  private enum Idleness: Int, Comparable {
    /// Outside Go's library, in a wait that only another goroutine can end.
    case stuck
    /// In the program's own code.
    case own
    /// In Go's library, or in a module that the program depends on.
    case library

    static func < (a: Idleness, b: Idleness) -> Bool { a.rawValue < b.rawValue }
  }

  /// The goroutines of a group that go into the same row.
  private struct Entry {
    var row: Int
    var group: Int
    var slot: Int
    var count: Int
  }

  /// Adds the goroutines of a group that are shown, apart by their waits where the key asks for it.
  mutating func add(_ number: Int) {
    guard !analysis.dump.goroutines.isEmpty else {
      return add(Size(count: selection.count(ofGroup: number)), of: number, 0)
    }
    let waits = selection.waitCounts(ofGroup: number)
    let isLeaked = analysis.groups[number].isLeaked
    // One goroutine, as most groups of a large dump are, has one wait.
    if waits.count == 1, let wait = waits.first {
      let size = Size(count: Int(wait.count), longestWait: wait.minutes)
      return add(size, of: number, slot(of: wait.minutes, isLeaked: isLeaked))
    }
    // Waits are in order, and so are their slots.
    var part = Size()
    var partSlot = -1
    for wait in waits {
      let slot = slot(of: wait.minutes, isLeaked: isLeaked)
      if slot != partSlot, part.count > 0 {
        add(part, of: number, partSlot)
        part = Size()
      }
      partSlot = slot
      part.count += Int(wait.count)
      part.longestWait = max(part.longestWait, wait.minutes)
    }
    if part.count > 0 { add(part, of: number, partSlot) }
  }

  private mutating func add(_ part: Size, of number: Int, _ slot: Int) {
    let row = row(of: number, slot)
    entries.append(Entry(row: row, group: number, slot: slot, count: part.count))
    sizes[row].count += part.count
    sizes[row].longestWait = max(sizes[row].longestWait, part.longestWait)
    if sizes[row].idleness > .stuck {
      sizes[row].idleness = min(sizes[row].idleness, idleness(of: number))
    }
  }

  private mutating func idleness(of number: Int) -> Idleness {
    guard let site = analysis.groups[number].site, !analysis.isLibrary(site) else {
      return .library
    }
    if analysis.groups[number].state.activity.waitKind.isHard { return .stuck }
    let file = Int(site.file)
    if let isModule = isModuleFile[file] { return isModule ? .library : .own }
    let isModule = NameFacts.isModule(analysis.dump.symbols.files[file])
    isModuleFile[file] = isModule
    return isModule ? .library : .own
  }

  /// What goroutines of one group and row have in common of their waits, given in minutes, -1 for one
  /// that the header does not tell: 0 for all where the key does not ask, and for an unknown wait;
  /// else the minutes plus one, or the bucket's rank plus one.
  private func slot(of wait: Int, isLeaked: Bool) -> Int {
    // The header of a goroutine that is proved leaked has no minutes, however long it waits.
    guard splitsByWait || splitsByMinute, wait >= 0 || !isLeaked else { return 0 }
    let minutes = max(wait, 0)
    return 1 + (splitsByMinute ? minutes : WaitBucket(minutes: minutes).rank)
  }

  private mutating func row(of group: Int, _ slot: Int) -> Int {
    let start = codes.count
    appendCodes(of: group, slot)
    let width = key.parts.count
    var hash: UInt64 = 0
    for code in codes[start...] { hash = mix(hash, UInt64(bitPattern: Int64(code))) }
    let found = index.find(hash) { row in
      for part in 0..<width where codes[Int(row) * width + part] != codes[start + part] {
        return false
      }
      return true
    }
    if let found {
      codes.removeLast(width)
      return Int(found)
    }
    index.insert(hash, row: UInt32(sizes.count))
    sizes.append(Size())
    return sizes.count - 1
  }

  /// Asks the group for one thing at a time: a copy of all of it costs more than the rest.
  private mutating func appendCodes(of group: Int, _ slot: Int) {
    for part in key.parts {
      switch part {
      case .top: codes.append(Self.code(analysis.groups[group].top))
      case .site: codes.append(Self.code(analysis.groups[group].site))
      case .entry: codes.append(Self.code(analysis.groups[group].entry))
      case .creator: codes.append(Self.code(analysis.groups[group].creator))
      case .state:
        codes.append(number(of: analysis.groups[group].state))
      case .wait: codes.append(bucketNumber(of: slot))
      case .minute: codes.append(number(of: slot == 0 ? "unknown" : String(slot - 1)))
      case .handler: codes.append(Self.code(handlers?.handler(of: analysis.groups[group])))
      case .file:
        codes.append(
          number(of: analysis.groups[group].site.map(analysis.dump.symbols.file) ?? ""))
      case .line: codes.append(number(ofLine: analysis.groups[group].site))
      case .stack: codes.append(stack(analysis.dump.samples[analysis.groups[group].sample]))
      case .package:
        codes.append(
          number(
            of: analysis.groups[group].site.map {
              analysis.census.packages[Int(analysis.functions[Int($0.function)].package)]
            } ?? ""))
      case .label(let key):
        let labels = analysis.dump.labels(of: analysis.dump.samples[analysis.groups[group].sample])
        codes.append(number(of: labels.first { $0.key == key }?.value ?? ""))
      }
    }
  }

  private static func code(_ frame: Frame?) -> Int { frame.map { Int($0.function) } ?? -1 }

  private mutating func number(of state: GoroutineState) -> Int {
    if let known = stateNumbers[state] { return known }
    let number = number(of: state.name)
    stateNumbers[state] = number
    return number
  }

  private mutating func bucketNumber(of slot: Int) -> Int {
    if let known = slotNumbers[slot] { return known }
    let bucket =
      slot == 0
      ? nil : splitsByMinute ? WaitBucket(minutes: slot - 1) : WaitBucket.allCases[slot - 1]
    let number = number(of: bucket?.rawValue ?? "unknown")
    slotNumbers[slot] = number
    return number
  }

  /// `/src/pay/main.go:42`
  private mutating func number(ofLine frame: Frame?) -> Int {
    guard let frame else { return number(of: "") }
    if let known = frameNumbers[frame] { return known }
    let file = analysis.dump.symbols.file(of: frame)
    let number = number(of: file.isEmpty || frame.line == 0 ? file : "\(file):\(frame.line)")
    frameNumbers[frame] = number
    return number
  }

  private mutating func number(of text: String) -> Int {
    if let number = textNumbers[text] { return number }
    texts.append(text)
    textNumbers[text] = texts.count - 1
    return texts.count - 1
  }

  /// The functions of a stack, and of its creator, as one text: `inner < outer < creator`.
  private mutating func stack(_ sample: Sample) -> Int {
    let symbols = analysis.dump.symbols
    let stack = symbols.stacks[Int(sample.stack)]
    var functions = symbols.frameIndices(of: stack).map { symbols.frames[Int($0)].function }
    if let creator = symbols.creator(of: stack) { functions.append(creator.function) }
    if let number = stackNumbers[functions] { return number }
    let names = functions.map { symbols.functions[Int($0)] }
    let code = number(of: names.joined(separator: " < "))
    stackNumbers[functions] = code
    return code
  }

  /// The rows of at least so many goroutines, in order, as numbers; of a limited table the first ones
  /// alone, and what the others hold.
  func ranked(
    by order: RowTable.Order, minimumCount: Int, limit: Int?
  ) -> (rows: [Int], more: RowTable.More) {
    let shown = sizes.indices.filter { sizes[$0].count >= minimumCount }
    guard let limit, shown.count > limit else {
      let names = NameOrder(self)
      return (shown.sorted { precedes($0, $1, by: order, names) }, RowTable.More())
    }
    // The few first of very many: most rows lose against the last of those by their count alone.
    var first: [Int] = []
    var total = 0
    for row in shown {
      total += sizes[row].count
      if first.count == limit, let last = first.last, !precedes(row, last, by: order) { continue }
      if first.count == limit { first.removeLast() }
      let place = first.firstIndex { precedes(row, $0, by: order) } ?? first.count
      first.insert(row, at: place)
    }
    let told = first.reduce(0) { $0 + sizes[$1].count }
    return (first, RowTable.More(rows: shown.count - first.count, goroutines: total - told))
  }

  private func precedes(
    _ a: Int, _ b: Int, by order: RowTable.Order, _ names: NameOrder? = nil
  ) -> Bool {
    switch order {
    case .count: break
    case .wait:
      let (one, other) = (sizes[a].longestWait, sizes[b].longestWait)
      if one != other { return one > other }
    case .name:
      if let first = firstByName(a, b, names) { return first }
    }
    if sizes[a].count != sizes[b].count { return sizes[a].count > sizes[b].count }
    if sizes[a].idleness != sizes[b].idleness { return sizes[a].idleness < sizes[b].idleness }
    return firstByName(a, b, names) ?? false
  }

  private func firstByName(_ a: Int, _ b: Int, _ names: NameOrder?) -> Bool? {
    for (place, part) in key.parts.enumerated() {
      let (one, other) = (code(of: a, place), code(of: b, place))
      if one == other { continue }
      if let names { return names.rank(part, one) < names.rank(part, other) }
      let (left, right) = (text(part, one), text(part, other))
      if left != right { return left < right }
    }
    return nil
  }

  private func code(of row: Int, _ part: Int) -> Int { codes[row * key.parts.count + part] }

  private func text(_ part: RowKey.Part, _ code: Int) -> String {
    guard part.isFunction else { return texts[code] }
    return code < 0 ? "" : analysis.dump.symbols.functions[code]
  }

  /// The order of all names that stand in keys: rows are compared far more often than there are
  /// names.
  private struct NameOrder {
    private var functions: [Int32]
    private var texts: [Int32]

    init(_ builder: RowBuilder) {
      functions = Array(repeating: -1, count: builder.analysis.dump.symbols.functions.count)
      texts = Array(repeating: -1, count: builder.texts.count)
      var used: [Int] = []
      let width = builder.key.parts.count
      for (place, part) in builder.key.parts.enumerated() where part.isFunction {
        for row in builder.sizes.indices {
          let code = builder.codes[row * width + place]
          if code >= 0, functions[code] < 0 {
            functions[code] = 0
            used.append(code)
          }
        }
      }
      let names = used.map { builder.analysis.dump.symbols.functions[$0] }
      for (rank, place) in used.indices.sorted(by: { names[$0] < names[$1] }).enumerated() {
        functions[used[place]] = Int32(rank)
      }
      let order = texts.indices.sorted { builder.texts[$0] < builder.texts[$1] }
      for (rank, place) in order.enumerated() { texts[place] = Int32(rank) }
    }

    /// The place among the names; no function at all comes first.
    func rank(_ part: RowKey.Part, _ code: Int) -> Int32 {
      part.isFunction ? (code < 0 ? -1 : functions[code]) : texts[code]
    }
  }

  /// Some rows, with all that is told of them.
  func rows(_ numbers: [Int]) -> [Row] {
    var places = [Int](repeating: -1, count: sizes.count)
    for (place, number) in numbers.enumerated() { places[number] = place }
    var gathered = numbers.map { _ in Gathered() }
    for entry in entries where places[entry.row] >= 0 {
      gather(entry, into: &gathered[places[entry.row]])
    }
    return zip(numbers, gathered).map { number, row in
      let creators = Self.ranked(row.creators)
      let first = creators.first?.function
      return Row(
        values: key.parts.indices.map { text(key.parts[$0], code(of: number, $0)) },
        count: row.count, leaked: row.leaked, groups: row.groups,
        wait: WaitSummary(unordered: row.waits),
        stackCount: row.stacks.count, sampleIDs: row.sampleIDs,
        states: Self.ranked(row.states), tops: Self.ranked(row.tops),
        sites: Self.ranked(row.sites), creators: creators,
        firstCreatorCount: row.creators.reduce(0) { $0 + ($1.0.function == first ? $1.1 : 0) })
    }
  }

  /// The groups that stand in some of the rows.
  func groups(ofAtLeast minimumCount: Int) -> Set<Int> {
    Set(entries.lazy.filter { sizes[$0.row].count >= minimumCount }.map(\.group))
  }

  private func gather(_ entry: Entry, into row: inout Gathered) {
    let group = analysis.groups[entry.group]
    row.add(group, at: entry.group, count: entry.count, analysis.dump.samples[group.sample].stack)
    guard !analysis.dump.goroutines.isEmpty else { return }
    for wait in selection.waitCounts(ofGroup: entry.group)
    where slot(of: wait.minutes, isLeaked: group.isLeaked) == entry.slot {
      row.waits.append(wait)
    }
    for place in selection.places(ofGroup: entry.group) {
      if row.sampleIDs.count == Self.sampleLimit { break }
      let slot = slot(of: analysis.wait(at: place), isLeaked: group.isLeaked)
      guard slot == entry.slot else { continue }
      let id = analysis.dump.goroutines[Int(analysis.rowsBySample[place])].id
      if id != 0 { row.sampleIDs.append(id) }
    }
  }

  /// A row while it grows.
  private struct Gathered {
    var count = 0
    var leaked = 0
    var groups: [Int] = []
    var waits: [WaitCount] = []
    var stacks: Set<Int32> = []
    var sampleIDs: [UInt64] = []
    var states: [(GoroutineState, Int)] = []
    var tops: [(Frame, Int)] = []
    var sites: [(Frame, Int)] = []
    var creators: [(Frame, Int)] = []

    mutating func add(_ group: Group, at number: Int, count more: Int, _ stack: Int32) {
      count += more
      if group.isLeaked { leaked += more }
      groups.append(number)
      stacks.insert(stack)
      Self.tally(group.state, more, &states)
      if let top = group.top { Self.tally(top, more, &tops) }
      if let site = group.site { Self.tally(site, more, &sites) }
      if let creator = group.creator { Self.tally(creator, more, &creators) }
    }

    /// Counts a value; of very many distinct ones, those of the smallest groups are left out.
    private static func tally<Value: Equatable>(
      _ value: Value, _ count: Int, _ list: inout [(Value, Int)]
    ) {
      if let place = list.firstIndex(where: { $0.0 == value }) {
        list[place].1 += count
      } else if list.count < 64 {
        list.append((value, count))
      }
    }
  }

  /// The values, the most frequent first; equal ones stay in the order of the groups.
  private static func ranked<Value>(_ list: [(Value, Int)]) -> [Value] {
    list.enumerated().sorted {
      ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
    }.map(\.element.0)
  }
}

extension RowKey.Part {
  /// Whether the part is one function, so that its number stands for its name.
  fileprivate var isFunction: Bool {
    switch self {
    case .top, .site, .entry, .creator, .handler: true
    case .state, .wait, .stack, .package, .file, .line, .minute, .label: false
    }
  }
}
