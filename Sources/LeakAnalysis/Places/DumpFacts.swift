import GoroutineDump

/// What a dump holds beside the place that is judged: measured once, asked for every place.
struct DumpFacts: Sendable {
  /// The largest goroutine id; 0 in a count profile.
  let newest: UInt64
  /// Whether goroutines name the id of their creator: Go 1.21 and newer, `debug=2`.
  private(set) var namesCreators = false
  let timeline: IDTimeline
  /// Goroutines that read from the network, handle a request in the program's own code, and watch
  /// the connection of a request for net/http.
  private(set) var readers = 0
  private(set) var handlers = 0
  private(set) var watchers = 0
  /// Groups that handle requests in the program's own code.
  private(set) var handling: GroupSet
  /// The functions that run for as long as a server's connection, see ``ServerLoops/connections``.
  let connections: Set<UInt32>
  /// The creators of goroutines that read: what a handler's connection is watched by.
  let readerCreators: GoroutineIDs
  /// The group of each goroutine that started a goroutine of a judged place.
  private(set) var parents: [UInt64: Int] = [:]
  /// How many goroutines that read from the network such a goroutine has started.
  private(set) var readersOfParent: [UInt64: Int] = [:]
  /// For each package, how many goroutines are at work in it.
  private(set) var busy: [Int]
  /// For each group whether it is counted in ``busy``.
  private(set) var isBusy: GroupSet
  private let knownTypes = Deferred<[FunctionNames.Owner: [Int]]>()
  /// How many goroutines the places have, sorted, and the sums of them before each.
  private let sizes: [Int]
  private let sums: [Int]
  /// The packages of places at work, by the number of their goroutines, sorted by that.
  private var working: [(count: Int, package: UInt32)] = []
  /// The sizes of places with the program's own code on the stack, sorted.
  private var programs: [Int] = []
  /// The sizes of places that a server has started, one for each of its connections, sorted.
  private var servers: [Int] = []

  /// Measures a dump whose judged places are `places`.
  init(_ context: AnalysisContext, _ places: [ParkedPlace]) {
    let analysis = context.analysis
    let surroundings = context.surroundings
    let kinds = context.kinds
    newest = analysis.ids.largest
    connections = Set(ServerLoops.connections.compactMap(analysis.function(named:)))
    timeline = IDTimeline(analysis.dump.goroutines, newest: newest)
    handling = GroupSet(of: analysis.groups.count)
    isBusy = GroupSet(of: analysis.groups.count)
    busy = Array(repeating: 0, count: analysis.census.packages.count)
    sizes = places.map(\.count).sorted()
    var sum = 0
    var sums = [0]
    for size in sizes {
      sum += size
      sums.append(sum)
    }
    self.sums = sums
    let watching = surroundings.watching
    var reading: [Int] = []
    for (number, group) in analysis.groups.enumerated() {
      let isWatching = watching.contains(number)
      if kinds[number] == .read { readers += group.count }
      if isWatching { watchers += group.count }
      if kinds[number] == .read || isWatching { reading.append(number) }
      if surroundings.serving.contains(number), let site = group.site, !analysis.isLibrary(site),
        !context.isAllLibrary(number)
      {
        handling.insert(number)
        handlers += group.count
      }
    }
    readerCreators = GoroutineIDs(creatorsOf: reading, analysis)
    for (package, groups) in surroundings.busyGroups.enumerated() {
      for group in groups {
        busy[package] += analysis.groups[group].count
        isBusy.insert(group)
      }
    }
    for place in places where place.count >= Self.fewest {
      // Go's own loops wait for whoever uses them.
      guard !analysis.isLibrary(place.site), let first = place.groups.first else { continue }
      let package = analysis.census.traits[Int(place.site.function)].package
      if !context.isAllLibrary(first) { programs.append(place.count) }
      if !handling.contains(first), NameFacts.isOfServer(place, context) {
        servers.append(place.count)
      }
      if place.kind.isActive || handling.contains(first) || isWoken(place, analysis) {
        working.append((place.count, package))
      }
    }
    working.sort { ($0.count, $0.package) < ($1.count, $1.package) }
    // One for each: of very many alike, every place would ask all.
    working = zip(working.indices, working).filter { index, place in
      index == 0 || working[index - 1] != place
    }.map(\.1)
    programs.sort()
    servers.sort()
    var wanted = IDSet(newest: newest)
    for place in places where place.count >= Self.fewest {
      analysis.forEachSampled(place.groups) { wanted.insert($0.creator) }
    }
    namesCreators = !wanted.isEmpty
    guard namesCreators else { return }
    // Of a library's own reader nothing follows: it belongs to the same object.
    var isReader = GroupSet(of: analysis.groups.count)
    for number in analysis.groups.indices
    where kinds[number] == .read && !context.isAllLibrary(number) {
      isReader.insert(number)
    }
    let owners = context.groupBySample
    var parents: [UInt64: Int] = [:]
    var readersOfParent: [UInt64: Int] = [:]
    analysis.dump.goroutines.forEachRun { _, records in
      for index in records.indices {
        let record = records[index]
        guard let group = owners[Int(record.sample)] else { continue }
        if wanted.contains(record.id) { parents[record.id] = group }
        if record.creator > 0, isReader.contains(group), wanted.contains(record.creator) {
          readersOfParent[record.creator, default: 0] += 1
        }
      }
    }
    self.parents = parents
    self.readersOfParent = readersOfParent
  }

  /// Places with fewer goroutines say nothing by who started them.
  static let fewest = 3

  /// About as many goroutines as some number: a tenth more or less, and one at least.
  private static func about(_ count: Int) -> ClosedRange<Double> {
    let margin = max(1, Double(count) / 10)
    return Double(count) - margin...Double(count) + margin
  }

  /// How many goroutines the other places have that have about as many as some place.
  func goroutinesOfEqualPlaces(_ count: Int) -> Int {
    let equal = Self.about(count)
    let low = sizes.partitioningIndex { Double($0) >= equal.lowerBound }
    let high = sizes.partitioningIndex { Double($0) > equal.upperBound }
    return max(0, sums[high] - sums[low] - count)
  }

  /// How near a number is to another: 1 where they are about equal, 0 from three times that far apart.
  /// Graded, so that one goroutine more or less does not turn a verdict.
  private static func nearness(of number: Int, to count: Int) -> Double {
    let margin = max(1, Double(count) / 10)
    return PlaceFacts.unit((3 * margin - abs(Double(number - count))) / (2 * margin))
  }

  /// In how many other packages a place has about as many goroutines, or half as many, that are at
  /// work, handle requests, or are woken now and then: each as far as its number is near, and two stand
  /// for more.
  func packagesAtWork(asLargeAs count: Int, outside package: UInt32) -> Double {
    var nearest: (package: UInt32, nearness: Double) = (package, 0)
    var second = 0.0
    for count in [count, count / 2] where count >= Self.fewest {
      let reach = Int(3 * max(1, Double(count) / 10))
      let low = working.partitioningIndex { $0.count > count - reach }
      for place in working[low...] {
        if place.count >= count + reach || second == 1 { break }
        let nearness = Self.nearness(of: place.count, to: count)
        if place.package == package { continue }
        if place.package == nearest.package {
          nearest.nearness = max(nearest.nearness, nearness)
        } else if nearness > nearest.nearness {
          second = nearest.nearness
          nearest = (place.package, nearness)
        } else {
          second = max(second, nearness)
        }
      }
    }
    return nearest.nearness + second
  }

  /// How near a place with the program's own code on the stack comes to a number of goroutines.
  func placeOfProgram(asLargeAs count: Int) -> Double { Self.nearness(in: programs, to: count) }

  /// How near a place that a server has started for its connections comes to it.
  func placeOfServer(asLargeAs count: Int) -> Double { Self.nearness(in: servers, to: count) }

  private static func nearness(in sizes: [Int], to count: Int) -> Double {
    let next = sizes.partitioningIndex { $0 >= count }
    return max(
      next < sizes.count ? nearness(of: sizes[next], to: count) : 0,
      next > 0 ? nearness(of: sizes[next - 1], to: count) : 0)
  }

  /// The groups at work in a method of a type, for each type that has any.
  func busyTypes(_ context: AnalysisContext) -> [FunctionNames.Owner: [Int]] {
    knownTypes.value {
      var types: [FunctionNames.Owner: [Int]] = [:]
      for group in context.analysis.groups.indices where isBusy.contains(group) {
        context.forEachFrame(of: group) { frame in
          let owner = context.names.owner(of: frame.function)
          guard owner.isReceiver, types[owner]?.last != group else { return }
          types[owner, default: []].append(group)
        }
      }
      return types
    }
  }

  /// Whether most of a place's goroutines have been woken since they were started.
  private func isWoken(_ place: ParkedPlace, _ analysis: DumpAnalysis) -> Bool {
    guard newest > 0, analysis.longestWait >= 2 else { return false }
    var (asked, woken) = (0, 0)
    analysis.forEachSampled(place.groups) { record in
      let later = timeline.longestWait(after: record.id)
      guard later >= 2 else { return }
      asked += 1
      if (record.waitMinutes ?? 0) * 2 < later { woken += 1 }
    }
    return asked >= 3 && woken * 2 > asked
  }
}

/// Some goroutine ids, for asking a million records.
struct IDSet: Sendable {
  private var bits: [UInt64]
  private var others: Set<UInt64> = []
  private(set) var isEmpty = true

  /// None, of ids up to `newest`.
  init(newest: UInt64) {
    bits = Array(repeating: 0, count: Int(min(newest, 1 << 26) >> 6) + 1)
  }

  /// Adds an id; 0 stands for none.
  mutating func insert(_ id: UInt64) {
    guard id > 0 else { return }
    isEmpty = false
    if Int(id >> 6) < bits.count {
      bits[Int(id >> 6)] |= 1 << (id & 63)
    } else {
      others.insert(id)
    }
  }

  func contains(_ id: UInt64) -> Bool {
    Int(id >> 6) < bits.count ? bits[Int(id >> 6)] >> (id & 63) & 1 == 1 : others.contains(id)
  }
}
