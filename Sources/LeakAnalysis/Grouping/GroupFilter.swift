import GoroutineDump
public import PCRE2

/// Which goroutines a report's table shows.
///
/// Each list accepts what any of its patterns matches, and an empty list accepts all; what is shown
/// passes every list. Findings are judged on the whole dump, whatever the table shows.
public struct GroupFilter: Sendable {
  /// States to show, by name or by pattern; the dump's own spelling counts too.
  public var states: [Pattern] = []
  /// Functions of which at least one frame must have one.
  public var matching: [Pattern] = []
  /// Functions that no frame may have.
  public var excluding: [Pattern] = []
  /// Functions that created the goroutines.
  public var createdBy: [Pattern] = []
  /// Labels: every one of these keys must be there, with a value that its pattern matches.
  public var labels: [LabelPattern] = []
  /// The shortest wait to show, in minutes; goroutines whose wait is not known are left out.
  public var minimumWait = 0
  /// The smallest row to show, in goroutines.
  public var minimumCount = 0

  /// A label's key, and what its value must match.
  public struct LabelPattern: Sendable {
    /// The key.
    public var key: String
    /// The pattern for the value.
    public var value: Pattern

    /// A label to look for.
    public init(key: String, value: Pattern) {
      self.key = key
      self.value = value
    }
  }

  /// A filter that shows everything.
  public init() {}

  /// Whether everything is shown.
  public var isEmpty: Bool {
    states.isEmpty && matching.isEmpty && excluding.isEmpty && createdBy.isEmpty && labels.isEmpty
      && minimumWait <= 0 && minimumCount <= 1
  }

  /// For each group of a dump whether it passes; the wait and the size of rows are not looked at.
  func accepted(in analysis: DumpAnalysis) throws(PatternError) -> [Bool] {
    if isEmpty { return Array(repeating: true, count: analysis.groups.count) }
    let symbols = analysis.dump.symbols
    let isWanted = try FunctionMatches(matching, symbols)
    let isExcluded = try FunctionMatches(excluding, symbols)
    let isCreator = try FunctionMatches(createdBy, symbols)
    var accepted: [Bool] = []
    accepted.reserveCapacity(analysis.groups.count)
    for group in analysis.groups {
      let sample = analysis.dump.samples[group.sample]
      let stack = symbols.stacks[Int(sample.stack)]
      let frames = symbols.frameIndices(of: stack).lazy.map { symbols.frames[Int($0)] }
      var passes = matching.isEmpty || frames.contains { isWanted[$0] }
      passes = passes && (excluding.isEmpty || !frames.contains { isExcluded[$0] })
      passes = passes && (createdBy.isEmpty || group.creator.map { isCreator[$0] } ?? false)
      if passes { passes = try accepts(state: sample) }
      if passes, !labels.isEmpty { passes = try accepts(analysis.dump.labels(of: sample)) }
      accepted.append(passes)
    }
    return accepted
  }

  private func accepts(state sample: Sample) throws(PatternError) -> Bool {
    if states.isEmpty { return true }
    for pattern in states {
      for name in [sample.state.name, sample.reportedState] where !name.isEmpty {
        // A name is taken as it is too: `select (no cases)` would be a group to PCRE2.
        if name == pattern.source { return true }
        if try pattern.matches(name) { return true }
      }
    }
    return false
  }

  private func accepts(_ present: [Label]) throws(PatternError) -> Bool {
    for wanted in labels {
      guard let label = present.first(where: { $0.key == wanted.key }) else { return false }
      if try !wanted.value.matches(label.value) { return false }
    }
    return true
  }
}

/// Which functions of a dump some patterns match, each function looked at once.
private struct FunctionMatches {
  private var isMatch: [Bool]

  init(_ patterns: [Pattern], _ symbols: Symbols) throws(PatternError) {
    isMatch = []
    guard !patterns.isEmpty else { return }
    isMatch = Array(repeating: false, count: symbols.functions.count)
    for pattern in patterns {
      var matcher = Matcher(pattern)
      for index in symbols.functions.indices where !isMatch[index] {
        isMatch[index] = try matcher.matches(symbols.functions[index])
      }
    }
  }

  subscript(_ frame: Frame) -> Bool { isMatch[Int(frame.function)] }
}
