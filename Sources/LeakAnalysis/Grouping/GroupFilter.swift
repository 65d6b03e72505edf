import GoroutineDump
public import PCRE2

/// Which goroutines a report's table shows.
///
/// Each list accepts what any of its patterns matches, and an empty list accepts all; what is shown
/// passes every list and the query. All of them are short forms of one condition, see ``Query``.
/// Findings are judged on the whole dump, whatever the table shows.
public struct GroupFilter: Sendable {
  /// States to show, by name or by pattern; the dump's own spelling counts too.
  public var states: [Pattern] = []
  /// Functions, paths or `path:line` of which at least one frame must have one.
  public var matching: [Pattern] = []
  /// Functions, paths or `path:line` that no frame may have.
  public var excluding: [Pattern] = []
  /// Functions that created the goroutines.
  public var createdBy: [Pattern] = []
  /// Labels: every one of these keys must be there, with a value that its pattern matches.
  public var labels: [LabelPattern] = []
  /// The shortest wait to show, in minutes; goroutines whose wait is not known are left out.
  public var minimumWait = 0
  /// An address that a frame must have among its arguments.
  public var address: UInt64?
  /// What else a goroutine must be.
  public var query: Query?
  /// The smallest row to show, in goroutines: a question about the table, not about a goroutine.
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
  public var isEmpty: Bool { conditions.isEmpty && minimumCount <= 1 }

  /// The addresses that the filter asks for: see ``Query/addresses``.
  public var addresses: Set<UInt64> { Condition.all(conditions).addresses }

  /// Whether the filter asks how long a goroutine has been waiting, which not every dump tells.
  public var asksForWait: Bool { Condition.all(conditions).asksForWait }

  /// What a goroutine must be, the size of rows aside.
  private var conditions: [Condition] {
    var parts: [Condition] = []
    func add<Element>(_ list: [Element], _ condition: (Element) -> Condition) {
      if !list.isEmpty { parts.append(.any(list.map(condition))) }
    }
    // A name is taken as it is too: `select (no cases)` would be a group to PCRE2.
    add(states) { .any([.text(.state, .equals($0.source)), .text(.state, .matches($0))]) }
    add(matching) { .frame(.matches($0)) }
    if !excluding.isEmpty { parts.append(.not(.any(excluding.map { .frame(.matches($0)) }))) }
    add(createdBy) { .text(.place(.createdBy, .function), .matches($0)) }
    parts += labels.map { .text(.label($0.key), .matches($0.value)) }
    if minimumWait > 0 { parts.append(.number(.wait, .greaterOrEqual, minimumWait)) }
    if let address { parts.append(.address(address)) }
    if let query { parts.append(query.condition) }
    return parts
  }

  /// The goroutines of a dump that pass; the size of rows is not looked at.
  func selection(in analysis: DumpAnalysis) throws(PatternError) -> Selection {
    let conditions = conditions
    if conditions.isEmpty { return Selection(all: analysis) }
    let evaluator = QueryEvaluator(.all(conditions), analysis)
    var parts: [Selection.Part] = []
    parts.reserveCapacity(analysis.groups.count)
    for number in analysis.groups.indices { parts.append(try evaluator.part(ofGroup: number)) }
    return Selection(analysis, parts)
  }
}
