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

  init(_ signatures: [Signature]) {
    for signature in signatures {
      for pattern in signature.detection.pattern?.allFrames ?? [] { add(pattern) }
    }
  }

  private mutating func add(_ pattern: FramePattern) {
    guard numbers[pattern] == nil else { return }
    let number = numbers.count
    numbers[pattern] = number
    switch pattern {
    case .function(let name): functions[name, default: []].append(number)
    case .owner(let name): owners[name, default: []].append(number)
    case .package(let name): packages[name, default: []].append(number)
    case .expression(let pattern): expressions.append((pattern, number))
    }
  }

  /// The number of a pattern that some signature of the catalogue uses.
  func number(of pattern: FramePattern) -> Int? { numbers[pattern] }

  /// The patterns that a function matches. A regular expression that gives up (its limits are
  /// reached) matches nothing and is noted.
  func patterns(of spelling: String, _ gaveUp: inout Set<String>) -> [Int] {
    let name = FunctionName(spelling)
    var found = functions[name.canonical] ?? []
    if let more = owners[name.owner] { found += more }
    if !packages.isEmpty {
      var path = name.package[...]
      while true {
        if let more = packages[String(path)] { found += more }
        guard let slash = path.lastIndex(of: "/") else { break }
        path = path[..<slash]
      }
    }
    for (pattern, number) in expressions {
      do {
        if try pattern.matches(spelling) { found.append(number) }
      } catch {
        gaveUp.insert(error.description)
      }
    }
    return found
  }
}

extension Signature.Detection {
  /// The pattern of the groups, where the signature has one.
  public var pattern: GroupPattern? {
    switch self {
    case .pattern(let pattern), .judged(let pattern, _): pattern
    case .analysis: nil
    }
  }
}

/// Which patterns the functions of one dump match.
struct FunctionPatterns: Sendable {
  /// The patterns of each function that has any.
  private var patterns: [UInt32: [Int]] = [:]
  private var isAny: [Bool]
  /// What the regular expressions that gave up say.
  private(set) var gaveUp: Set<String> = []

  init(_ symbols: Symbols, _ index: PatternIndex) {
    isAny = [Bool](repeating: false, count: symbols.functions.count)
    for (number, name) in symbols.functions.enumerated() {
      let found = index.patterns(of: name, &gaveUp)
      if !found.isEmpty {
        patterns[UInt32(number)] = found
        isAny[number] = true
      }
    }
  }

  /// The patterns that a function matches.
  func callAsFunction(_ function: UInt32) -> [Int] {
    isAny[Int(function)] ? patterns[function] ?? [] : []
  }
}
