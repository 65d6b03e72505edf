import GoroutineDump
import PCRE2

/// All frame patterns of a catalogue, each with a number, arranged so that a function's name finds
/// its patterns in three look-ups.
struct PatternIndex: Sendable {
  private var numbers: [FramePattern: Int] = [:]
  private var functions: [String: [Int]] = [:]
  private var owners: [String: [Int]] = [:]
  private var packages: [String: [Int]] = [:]
  private var expressions: [(pattern: Pattern, number: Int)] = []
  /// The packages of `functions` and `owners`.
  private var namedPackages: Set<String> = []

  /// What labels are held against.
  private(set) var labels: Set<LabelTest> = []

  /// Who tells how a program ended.
  let endings: Endings

  /// What each signature looks for, in the catalogue's order; nil of one without a pattern.
  private(set) var signatures: [GroupMatcher?] = []
  /// What the user expects.
  private(set) var expectations: [(expectation: Expectation, matcher: GroupMatcher)] = []

  init(_ catalogue: Catalogue) {
    endings = Endings(catalogue)
    let patterns =
      catalogue.signatures.compactMap(\.detection.pattern) + catalogue.expectations.map(\.pattern)
    for pattern in patterns {
      for frame in pattern.allFrames { add(frame) }
      for (key, value) in pattern.labels { labels.insert(LabelTest(key: key, value: value)) }
    }
    signatures = catalogue.signatures.map { signature in
      signature.detection.pattern.map { GroupMatcher($0, self) }
    }
    expectations = catalogue.expectations.map { ($0, GroupMatcher($0.pattern, self)) }
  }

  private mutating func add(_ pattern: FramePattern) {
    guard numbers[pattern] == nil else { return }
    let number = numbers.count
    numbers[pattern] = number
    switch pattern {
    case .function(let name):
      functions[name, default: []].append(number)
      namedPackages.insert(FunctionName(name).package)
    case .owner(let name):
      owners[name, default: []].append(number)
      namedPackages.insert(FunctionName(name).package)
    case .package(let name): packages[name, default: []].append(number)
    case .expression(let pattern): expressions.append((pattern, number))
    }
  }

  /// How many patterns.
  var count: Int { numbers.count }

  /// Whether a function of a package can match a pattern: false for nearly all packages.
  func canMatch(package: String) -> Bool {
    namedPackages.contains(package) || !patterns(ofPackage: package).isEmpty
  }

  /// The patterns that take in a whole package.
  private func patterns(ofPackage package: String) -> [Int] {
    guard !packages.isEmpty else { return [] }
    var found: [Int] = []
    var path = package[...]
    while true {
      if let more = packages[String(path)] { found += more }
      guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return found }
      path = path[..<slash]
    }
  }

  /// The number of a pattern that some signature of the catalogue uses.
  func number(of pattern: FramePattern) -> Int? { numbers[pattern] }

  /// The patterns that a function matches, regular expressions left out.
  func patterns(of spelling: String) -> [Int] {
    let name = FunctionName(spelling)
    return (functions[name.canonical] ?? []) + (owners[name.owner] ?? [])
      + patterns(ofPackage: name.package)
  }

  /// The regular expressions that each function matches, as pairs of a function and a pattern. One
  /// that gives up (its limits are reached) is noted, and not tried again: each try can cost as
  /// much.
  func expressionMatches(
    _ functions: TextTable, _ gaveUp: inout [Int: String]
  ) -> [(function: Int, pattern: Int)] {
    var found: [(function: Int, pattern: Int)] = []
    for (pattern, number) in expressions {
      var matcher = Matcher(pattern)
      var failure: String?
      functions.forEachUTF8 { function, name in
        guard failure == nil else { return }
        do throws(PatternError) {
          if try matcher.matches(name) { found.append((function, number)) }
        } catch {
          failure = error.description
        }
      }
      gaveUp[number] = failure
    }
    return found
  }
}

extension Signature.Detection {
  /// The pattern of the groups, where the signature has one.
  public var pattern: GroupPattern? {
    switch self {
    case .pattern(let pattern): pattern
    case .analysis(let pattern, _): pattern
    case .series: nil
    }
  }

  /// Whether one dump is enough to judge by it.
  public var isOfOneDump: Bool {
    if case .series = self { false } else { true }
  }
}

/// Some patterns of a catalogue, one bit each.
struct PatternSet: Sendable {
  fileprivate(set) var words: [UInt64]

  fileprivate init(_ words: [UInt64]) { self.words = words }

  /// The patterns with these numbers, out of so many.
  init(_ numbers: some Sequence<Int>, of count: Int) {
    words = [UInt64](repeating: 0, count: (count + 63) / 64)
    for number in numbers { words[number >> 6] |= 1 << UInt64(number & 63) }
  }

  /// Whether a pattern is in both.
  func hasAny(of others: PatternSet) -> Bool {
    for word in words.indices where words[word] & others.words[word] != 0 { return true }
    return false
  }

  fileprivate var hash: UInt64 { words.reduce(0, mix) }
}

/// Which patterns the functions, and the stacks, of one dump match.
struct FunctionPatterns: Sendable {
  /// Words of one set.
  private let width: Int
  /// Each function's place in `sets`, in sets; 0 where it matches nothing.
  private var places: [UInt32]
  /// The sets end to end; the first is empty.
  private var sets: [UInt64]
  /// The patterns that some function matches.
  private var all: PatternSet
  /// What the regular expressions that gave up say, by their numbers.
  private(set) var gaveUp: [Int: String] = [:]

  init(_ symbols: Symbols, _ census: FunctionCensus, _ index: PatternIndex) {
    width = (index.count + 63) / 64
    all = PatternSet(EmptyCollection(), of: index.count)
    places = [UInt32](repeating: 0, count: symbols.functions.count)
    sets = [UInt64](repeating: 0, count: width)
    let canMatch = census.packages.map { index.canMatch(package: $0) }
    for number in places.indices where canMatch[Int(census.traits[number].package)] {
      for pattern in index.patterns(of: symbols.functions[number]) { add(pattern, to: number) }
    }
    for (function, pattern) in index.expressionMatches(symbols.functions, &gaveUp) {
      add(pattern, to: function)
    }
  }

  /// Whether any function of the dump matches one of some patterns.
  func hasAny(_ wanted: PatternSet) -> Bool { all.hasAny(of: wanted) }

  private mutating func add(_ pattern: Int, to function: Int) {
    all.words[pattern >> 6] |= 1 << UInt64(pattern & 63)
    if places[function] == 0 {
      places[function] = UInt32(sets.count / width)
      sets += repeatElement(0, count: width)
    }
    sets[Int(places[function]) * width + pattern >> 6] |= 1 << UInt64(pattern & 63)
  }

  /// Whether a function matches one of some patterns.
  func matches(_ function: UInt32, _ wanted: PatternSet) -> Bool {
    let start = Int(places[Int(function)]) * width
    if start == 0 { return false }
    for word in 0..<width where sets[start + word] & wanted.words[word] != 0 { return true }
    return false
  }

  /// The patterns that the frames of a dump's groups match.
  func stackSets(_ analysis: DumpAnalysis) -> StackPatterns {
    let symbols = analysis.dump.symbols
    var patterns = StackPatterns(width: width, groupCount: analysis.groups.count)
    var union = PatternSet([UInt64](repeating: 0, count: width))
    for group in analysis.groups.indices {
      let sample = analysis.groups[group].sample
      let stack = symbols.stacks[Int(analysis.dump.samples[sample].stack)]
      var isAny = false
      for frame in symbols.frameIndices(of: stack) {
        let start = Int(places[Int(symbols.frames[Int(frame)].function)]) * width
        if start == 0 { continue }
        isAny = true
        for word in 0..<width { union.words[word] |= sets[start + word] }
      }
      guard isAny else {
        patterns.appendNone()
        continue
      }
      patterns.append(union)
      for word in 0..<width { union.words[word] = 0 }
    }
    return patterns
  }
}

/// The patterns that the stacks of a dump's groups match. Few groups differ in them, so each set is
/// stored once.
struct StackPatterns: Sendable {
  /// The place of each group's set.
  private var places: [UInt32] = []
  /// The different sets; the first is empty.
  private var sets: [PatternSet]
  private var index = HashIndex()

  fileprivate init(width: Int, groupCount: Int) {
    sets = [PatternSet([UInt64](repeating: 0, count: width))]
    places.reserveCapacity(groupCount)
  }

  fileprivate mutating func appendNone() { places.append(0) }

  fileprivate mutating func append(_ set: PatternSet) {
    let hash = set.hash
    if let known = index.find(hash, where: { sets[Int($0)].words == set.words }) {
      places.append(known)
      return
    }
    let place = UInt32(sets.count)
    index.insert(hash, row: place)
    places.append(place)
    sets.append(set)
  }

  /// The number of a group's set.
  func set(of group: Int) -> Int { Int(places[group]) }

  /// For each set, in the order of the numbers, whether it is wanted.
  func sets(_ isWanted: (PatternSet) -> Bool) -> [Bool] { sets.map(isWanted) }
}
