import GoroutineDump

/// Gathers groups into rows: keys are small integers until the rows are complete.
struct RowBuilder {
  private let analysis: DumpAnalysis
  private let key: RowKey
  private let minimumWait: Int
  private let splitsByWait: Bool
  /// Ids a row keeps as samples.
  private static let sampleLimit = 3

  private var texts: [String] = []
  private var textNumbers: [String: Int] = [:]
  private var stackNumbers: [[UInt32]: Int] = [:]
  private var rowNumbers: [[Int]: Int] = [:]
  private var gathered: [Gathered] = []

  init(_ analysis: DumpAnalysis, _ key: RowKey, minimumWait: Int) {
    self.analysis = analysis
    self.key = key
    self.minimumWait = minimumWait
    splitsByWait = key.parts.contains(.wait)
  }

  /// A row while it grows.
  private struct Gathered {
    var key: [Int]
    var count = 0
    var leaked = 0
    var groups: [Int] = []
    var waits = WaitTally()
    var stacks: Set<Int32> = []
    var sampleIDs: [UInt64] = []
    var states: [(GoroutineState, Int)] = []
    var tops: [(Frame, Int)] = []
    var sites: [(Frame, Int)] = []
    var creators: [(Frame, Int)] = []

    mutating func add(_ share: Share, of group: Group, at index: Int, stack: Int32) {
      count += share.count
      if group.isLeaked { leaked += share.count }
      groups.append(index)
      waits.add(share.waits)
      stacks.insert(stack)
      sampleIDs += share.sampleIDs.prefix(RowBuilder.sampleLimit - sampleIDs.count)
      Self.tally(group.state, share.count, &states)
      if let top = group.top { Self.tally(top, share.count, &tops) }
      if let site = group.site { Self.tally(site, share.count, &sites) }
      if let creator = group.creator { Self.tally(creator, share.count, &creators) }
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

  /// The goroutines of a group that go into the same row.
  private struct Share {
    var count = 0
    var waits = WaitTally()
    var sampleIDs: [UInt64] = []
  }

  mutating func add(_ index: Int) {
    let group = analysis.groups[index]
    for (bucket, share) in shares(of: group) {
      let key = codes(of: group, bucket)
      let number =
        rowNumbers[key]
        ?? {
          gathered.append(Gathered(key: key))
          rowNumbers[key] = gathered.count - 1
          return gathered.count - 1
        }()
      let stack = analysis.dump.samples[group.sample].stack
      gathered[number].add(share, of: group, at: index, stack: stack)
    }
  }

  /// The group's goroutines by wait bucket, or all of them under nil.
  private func shares(of group: Group) -> [(WaitBucket?, Share)] {
    guard !analysis.dump.goroutines.isEmpty else {
      return minimumWait > 0 ? [] : [(nil, Share(count: group.count))]
    }
    var shares: [(WaitBucket?, Share)] = []
    for place in group.firstRow..<group.firstRow + group.count {
      let wait = analysis.waitsBySample[place]
      let minutes = wait == 0 ? nil : Int(wait) - 1
      if minutes ?? 0 < minimumWait { continue }
      // The header of a goroutine that is proved leaked has no minutes, however long it waits.
      let isUnknown = minutes == nil && group.isLeaked
      let bucket = splitsByWait && !isUnknown ? WaitBucket(minutes: minutes ?? 0) : nil
      let number = shares.firstIndex { $0.0 == bucket } ?? shares.count
      if number == shares.count { shares.append((bucket, Share())) }
      shares[number].1.count += 1
      shares[number].1.waits.add(minutes)
      if shares[number].1.sampleIDs.count < Self.sampleLimit {
        let id = analysis.dump.goroutines[Int(analysis.rowsBySample[place])].id
        if id != 0 { shares[number].1.sampleIDs.append(id) }
      }
    }
    return shares
  }

  private mutating func codes(of group: Group, _ bucket: WaitBucket?) -> [Int] {
    let sample = analysis.dump.samples[group.sample]
    return key.parts.map { part in
      switch part {
      case .top: function(group.top)
      case .site: function(group.site)
      case .entry: function(group.entry)
      case .creator: function(group.creator)
      case .state: number(of: group.state.name)
      case .wait: number(of: bucket?.rawValue ?? "unknown")
      case .package: number(of: package(group.site))
      case .label(let key):
        number(of: analysis.dump.labels(of: sample).first { $0.key == key }?.value ?? "")
      case .stack: stack(sample)
      }
    }
  }

  private func function(_ frame: Frame?) -> Int { frame.map { Int($0.function) } ?? -1 }

  private func package(_ frame: Frame?) -> String {
    frame.map { FunctionName(analysis.dump.symbols.function(of: $0)).package } ?? ""
  }

  private mutating func number(of text: String) -> Int {
    if let number = textNumbers[text] { return number }
    textNumbers[text] = texts.count
    texts.append(text)
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

  func rows() -> [Row] {
    gathered.map { row in
      Row(
        values: zip(key.parts, row.key).map { part, code in text(part, code) },
        count: row.count, leaked: row.leaked, groups: row.groups,
        wait: row.waits.summary,
        stackCount: row.stacks.count, sampleIDs: row.sampleIDs,
        states: Self.ranked(row.states), tops: Self.ranked(row.tops),
        sites: Self.ranked(row.sites), creators: Self.ranked(row.creators))
    }
  }

  private func text(_ part: RowKey.Part, _ code: Int) -> String {
    switch part {
    case .top, .site, .entry, .creator:
      code < 0 ? "" : analysis.dump.symbols.functions[code]
    default: texts[code]
    }
  }

  /// The values, the most frequent first; equal ones stay in the order of the groups.
  private static func ranked<Value>(_ list: [(Value, Int)]) -> [Value] {
    list.enumerated().sorted {
      ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
    }.map(\.element.0)
  }
}
