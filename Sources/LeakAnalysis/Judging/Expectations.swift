/// Goroutines that a user knows to be as they should be: up to a number, they are not judged.
public struct Expectation: Sendable {
  /// Which groups.
  public var pattern: GroupPattern
  /// How many goroutines at most; nil for any number.
  public var maximum: Int?
  /// How the user wrote it, for messages: `top: main.(*pool).worker`.
  public var name: String
  /// Packages of which a dump must have one for the pattern to match anything; empty where any dump may.
  private var packages: [String] = []

  /// An expectation.
  public init(_ pattern: GroupPattern, maximum: Int? = nil, name: String) {
    self.pattern = pattern
    self.maximum = maximum
    self.name = name
  }

  init(_ pattern: GroupPattern, name: String, packages: [String]) {
    self.init(pattern, name: name)
    self.packages = packages
  }

  /// Whether some goroutine of a dump could be meant: false is certain, and costs next to nothing.
  func mayMatch(_ analysis: DumpAnalysis) -> Bool {
    packages.isEmpty || packages.contains { analysis.census.number(ofPackage: $0) != nil }
  }
}

/// An expectation that more goroutines meet than it allows.
struct ExceededExpectation: Sendable {
  var expectation: Expectation
  var groups: [Int]
  var count: Int
}

extension Catalogue {
  /// The groups of a dump whose goroutines are expected, all of them, and one sentence for each pattern
  /// that reached its limits.
  func expected(in analysis: DumpAnalysis) -> (groups: Set<Int>, problems: [String]) {
    guard expectations.contains(where: { $0.mayMatch(analysis) }) else { return ([], []) }
    let context = AnalysisContext(analysis, PatternIndex(self))
    return (context.expectedGroups, context.problems)
  }
}

extension GroupMatching {
  /// The goroutines that are expected, which takes them out of judgement, and what exceeds its maximum.
  ///
  /// Where there are more than the maximum, none is taken out: which of them are too many, nobody
  /// can tell.
  func taken(
    _ expectations: [(expectation: Expectation, matcher: GroupMatcher)]
  ) -> (expected: GroupSet, exceeded: [ExceededExpectation]) {
    let none = GroupSet(of: analysis.groups.count)
    var (taken, exceeded) = (none, [ExceededExpectation]())
    for (expectation, matcher) in expectations where expectation.mayMatch(analysis) {
      let groups = groups(matching: matcher, except: none)
      let count = groups.reduce(0) { $0 + analysis.groups[$1].count }
      if let maximum = expectation.maximum, count > maximum {
        exceeded.append(
          ExceededExpectation(expectation: expectation, groups: groups, count: count))
      } else {
        taken.formUnion(groups)
      }
    }
    return (taken, exceeded)
  }
}

extension AnalysisContext {
  /// The groups that are expected, one by one.
  var expectedGroups: Set<Int> {
    expected.isEmpty ? [] : Set(analysis.groups.indices.filter(expected.contains))
  }

  /// Whether a finding speaks of expected goroutines alone.
  func isExpected(_ match: Sighting) -> Bool {
    !expected.isEmpty && !match.groups.isEmpty && match.groups.allSatisfy(expected.contains)
  }
}
