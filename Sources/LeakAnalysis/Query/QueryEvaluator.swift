import GoroutineDump
import PCRE2

/// Answers a condition for the goroutines of one dump.
///
/// What all goroutines of a group have in common is answered once for the group, and what a pattern
/// says of a name once for the name; only what is left is asked of each wait, or each goroutine.
struct QueryEvaluator {
  private let analysis: DumpAnalysis
  private let root: Node

  /// A condition whose questions about groups are bound to the dump.
  private indirect enum Node {
    case all([Node])
    case any([Node])
    case not(Node)
    case known(Answer)
    case group(GroupQuestion)
    /// Minutes.
    case wait(Relation, Int)
    case record(RecordQuestion)
  }

  private enum RecordQuestion {
    case goroutine(Relation, Int)
    case creator(Relation, Int)
    case isLocked
    /// The goroutines that have the address, as positions in the dump.
    case isAmong(Set<UInt32>)
  }

  init(_ condition: Condition, _ analysis: DumpAnalysis) {
    self.analysis = analysis
    root = Self.bind(condition, GroupTexts(analysis))
  }

  /// What of a group is let through.
  func part(ofGroup number: Int) throws(PatternError) -> Selection.Part {
    let rest = try reduced(root, number)
    if case .known(let answer) = rest { return answer == .yes ? .all : .none }
    let group = analysis.groups[number]
    guard !analysis.dump.goroutines.isEmpty else {
      return answer(rest, wait: nil, record: nil) == .yes ? .all : .none
    }
    guard asksForRecords(rest) else {
      let waits = analysis.waitCounts(of: group)
      let shown = waits.filter {
        answer(rest, wait: Self.minutes($0.minutes, group), record: nil) == .yes
      }
      if shown.count == waits.count { return .all }
      return shown.isEmpty ? .none : .waits(shown)
    }
    let places = (group.firstRow..<group.firstRow + group.count).filter { place in
      let row = analysis.rowsBySample[place]
      return answer(
        rest, wait: Self.minutes(analysis.wait(at: place), group),
        record: (row, analysis.dump.goroutines[Int(row)])) == .yes
    }
    if places.count == group.count { return .all }
    return places.isEmpty ? .none : .places(places)
  }

  /// A header without minutes is of a goroutine that has been waiting for less than one, unless it
  /// is proved leaked: then it has none, however long that is.
  private static func minutes(_ minutes: Int, _ group: Group) -> Int? {
    minutes >= 0 ? minutes : group.isLeaked ? nil : 0
  }

  private static func bind(_ condition: Condition, _ texts: GroupTexts) -> Node {
    switch condition {
    case .all(let parts): .all(parts.map { bind($0, texts) })
    case .any(let parts): .any(parts.map { bind($0, texts) })
    case .not(let part): .not(bind(part, texts))
    case .text(let field, let test): .group(GroupQuestion(.text(field, test), texts))
    case .frame(let test): .group(GroupQuestion(.frame(test), texts))
    case .flag(.leaked): .group(GroupQuestion(.leaked, texts))
    case .flag(.lockedToThread): .record(.isLocked)
    case .number(.wait, let comparison, let minutes): .wait(comparison, minutes)
    case .number(.count, let comparison, let count):
      .group(GroupQuestion(.count(comparison, count), texts))
    case .number(.line(let place), let comparison, let line):
      .group(GroupQuestion(.line(place, comparison, line), texts))
    case .number(.goroutine, let comparison, let id): .record(.goroutine(comparison, id))
    case .number(.creator, let comparison, let id): .record(.creator(comparison, id))
    case .address(let address): .record(.isAmong(texts.analysis.dump.rows(withAddress: address)))
    }
  }

  /// The node with the questions about a group answered.
  private func reduced(_ node: Node, _ group: Int) throws(PatternError) -> Node {
    switch node {
    case .known, .wait, .record: return node
    case .group(let question): return .known(try question.answer(group))
    case .not(let part):
      let part = try reduced(part, group)
      if case .known(let answer) = part { return .known(answer.opposite) }
      return .not(part)
    case .all(let parts): return try joined(parts, group, decisive: .no) { .all($0) }
    case .any(let parts): return try joined(parts, group, decisive: .yes) { .any($0) }
    }
  }

  private func joined(
    _ parts: [Node], _ group: Int, decisive: Answer, _ join: ([Node]) -> Node
  ) throws(PatternError) -> Node {
    var open: [Node] = []
    var isUnknown = false
    for part in parts {
      let part = try reduced(part, group)
      guard case .known(let answer) = part else {
        open.append(part)
        continue
      }
      if answer == decisive { return .known(decisive) }
      if answer == .unknown { isUnknown = true }
    }
    if open.isEmpty { return .known(isUnknown ? .unknown : decisive.opposite) }
    return join(isUnknown ? open + [.known(.unknown)] : open)
  }

  private func asksForRecords(_ node: Node) -> Bool {
    switch node {
    case .all(let parts), .any(let parts): parts.contains(where: asksForRecords)
    case .not(let part): asksForRecords(part)
    case .record: true
    case .known, .group, .wait: false
    }
  }

  private func answer(
    _ node: Node, wait: Int?, record: (row: UInt32, GoroutineRecord)?
  ) -> Answer {
    switch node {
    case .known(let answer): return answer
    case .group: return .unknown  // Answered by `reduced`.
    case .wait(let comparison, let minutes):
      return Answer(wait.map { comparison.holds($0, minutes) })
    case .record(let question):
      return record.map { Self.answer(question, $0.row, $0.1) } ?? .unknown
    case .not(let part): return answer(part, wait: wait, record: record).opposite
    case .all(let parts): return answer(parts, wait, record, decisive: .no)
    case .any(let parts): return answer(parts, wait, record, decisive: .yes)
    }
  }

  private func answer(
    _ parts: [Node], _ wait: Int?, _ record: (row: UInt32, GoroutineRecord)?, decisive: Answer
  ) -> Answer {
    var result = decisive.opposite
    for part in parts {
      let answer = answer(part, wait: wait, record: record)
      if answer == decisive { return decisive }
      if answer == .unknown { result = .unknown }
    }
    return result
  }

  private static func answer(
    _ question: RecordQuestion, _ row: UInt32, _ record: GoroutineRecord
  ) -> Answer {
    switch question {
    case .goroutine(let comparison, let id):
      Answer(record.id == 0 ? nil : comparison.holds(Int(clamping: record.id), id))
    case .creator(let comparison, let id):
      Answer(record.creator == 0 ? nil : comparison.holds(Int(clamping: record.creator), id))
    case .isLocked: Answer(record.flags.contains(.lockedToThread))
    case .isAmong(let rows): Answer(rows.contains(row))
    }
  }
}

extension Dump {
  /// The goroutines that have an address among a frame's arguments, as far as arguments are kept:
  /// those of all that have an address that the reader was asked for.
  fileprivate func rows(withAddress address: UInt64) -> Set<UInt32> {
    var rows: Set<UInt32> = []
    for detail in details where detail.frame(withAddress: address) != nil {
      rows.insert(UInt32(detail.row))
    }
    return rows
  }
}

extension GoroutineDetail {
  /// The innermost frame that has an address among its arguments, counted from 0.
  package func frame(withAddress address: UInt64) -> Int? {
    frames.indices.first { frames[$0].contains { $0.value == address } }
  }
}
