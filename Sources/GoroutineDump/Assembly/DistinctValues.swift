/// Bounds the distinct states and label sets of an input: those beyond are counted under one name, and
/// that is told.
///
/// A runtime knows some sixty states, and nobody reads a table of a million rows; but a text that was
/// made to hurt, or labels that hold a request's id, can have one for each goroutine.
struct DistinctValues {
  /// Distinct states that are kept.
  static let mostStates = 1024
  /// Distinct label sets that are kept.
  static let mostLabels = 65_536

  private static let otherLabels = [Label(key: "other labels", value: "")]

  private var states: Set<String> = []
  private var labelSets = 0
  private var hasOtherStates = false
  private var hasOtherLabels = false

  /// The state with a name, or the one that stands for those beyond the first so many. States come in
  /// the order of the text, so that any number of threads keeps the same ones.
  mutating func state(_ name: String) -> GoroutineState {
    guard states.count < Self.mostStates || states.contains(name) else {
      hasOtherStates = true
      return .others
    }
    states.insert(name)
    return GoroutineState(name)
  }

  /// Whether the state stands for others.
  func isOther(_ state: GoroutineState) -> Bool { hasOtherStates && state == .others }

  /// The label set, or the one that stands for those beyond the first so many.
  mutating func labels(_ set: [Label], isKnown: ([Label]) -> Bool) -> [Label] {
    if isKnown(set) { return set }
    guard labelSets < Self.mostLabels else {
      hasOtherLabels = true
      return Self.otherLabels
    }
    labelSets += 1
    return set
  }

  /// What a dump's reader must know of what was left out.
  func problems(of samples: [Sample], _ sets: [[Label]]) -> [Problem] {
    var problems: [Problem] = []
    let states = samples.reduce(0) { $0 + (isOther($1.state) ? $1.count : 0) }
    if states > 0 {
      problems.append(
        Problem(
          kind: .more, line: 0,
          message: "more than \(Self.mostStates) distinct states: \(states) goroutines are counted "
            + "as `\(GoroutineState.others.name)`"))
    }
    let labels =
      hasOtherLabels
      ? samples.reduce(0) { $0 + (sets[Int($1.labels)] == Self.otherLabels ? $1.count : 0) } : 0
    if labels > 0 {
      problems.append(
        Problem(
          kind: .more, line: 0,
          message: "more than \(Self.mostLabels) distinct sets of labels: \(labels) goroutines are "
            + "counted with the label `other labels`"))
    }
    return problems
  }
}
