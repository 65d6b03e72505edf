public import GoroutineDump

/// The goroutines of one dump by fingerprint: what two dumps of a program are compared by.
public struct Population: Sendable {
  /// Goroutines of one fingerprint.
  public struct Member: Sendable {
    /// The fingerprint.
    public let fingerprint: Fingerprint
    /// How many goroutines.
    public var count: Int
    /// The state of most of them.
    public let state: GoroutineState
    /// The innermost place of most of them.
    public internal(set) var top: Place?
    /// The place to look at, of most of them.
    public internal(set) var site: Place?
    /// The place that created most of them, where the dump tells.
    public internal(set) var creator: Place?
    /// How long they wait; nil where the dump tells no minutes for any of them.
    public internal(set) var wait: WaitSummary?
    /// The groups, as indices into the dump's, largest first.
    public internal(set) var groups: [Int]
    /// Whether all of them run, or are the runtime's own: their number says nothing of a leak.
    public internal(set) var isTransient: Bool
  }

  /// The fingerprints that the dump has, most goroutines first.
  public internal(set) var members: [Member]
  /// The dump.
  public internal(set) var analysis: DumpAnalysis
  private let positions: [Fingerprint: Int]
  /// Members whose state the dump tells, by their stack alone.
  private let positionsByStack: [Fingerprint: Int]

  /// Counts the goroutines of a dump.
  public init(_ analysis: DumpAnalysis) {
    self.init(analysis, matching: nil)
  }

  /// Counts the goroutines of a dump; groups whose state is not known go to the fingerprint that
  /// another dump has for their stack.
  public init(_ analysis: DumpAnalysis, matching other: Population?) {
    self.analysis = analysis
    let table = FingerprintTable(analysis)
    var members: [Member] = []
    var positions: [Fingerprint: Int] = [:]
    var byStack: [Fingerprint: Int] = [:]
    for (number, group) in analysis.groups.enumerated() {
      var fingerprint = table.fingerprint(of: group)
      let isUnknown = analysis.dump.samples[group.sample].stateSource == .unknown
      if isUnknown, let known = other?.member(ofStack: table.stackFingerprint(of: group)) {
        fingerprint = known.fingerprint
      }
      if let position = positions[fingerprint] {
        members[position].count += group.count
        members[position].groups.append(number)
        if !Self.isTransient(group) { members[position].isTransient = false }
      } else {
        positions[fingerprint] = members.count
        if !isUnknown { byStack[table.stackFingerprint(of: group)] = members.count }
        members.append(Self.member(group, number, fingerprint, analysis))
      }
    }
    for index in members.indices where members[index].groups.count > 1 {
      members[index].wait = analysis.wait(of: members[index].groups)
    }
    let order = members.indices.sorted {
      let (a, b) = (members[$0], members[$1])
      return a.count != b.count ? a.count > b.count : a.fingerprint < b.fingerprint
    }
    self.members = order.map { members[$0] }
    var moved = [Int](repeating: 0, count: members.count)
    for (new, old) in order.enumerated() { moved[old] = new }
    self.positions = positions.mapValues { moved[$0] }
    positionsByStack = byStack.mapValues { moved[$0] }
  }

  /// The goroutines of a fingerprint; nil where the dump has none.
  public func member(_ fingerprint: Fingerprint) -> Member? {
    positions[fingerprint].map { members[$0] }
  }

  /// The ids of a member's goroutines; empty where the dump tells none.
  public func goroutineIDs(of member: Member) -> Set<UInt64> {
    var ids: Set<UInt64> = []
    for number in member.groups {
      for goroutine in analysis.goroutines(of: analysis.groups[number]) where goroutine.id != 0 {
        ids.insert(goroutine.id)
      }
    }
    return ids
  }

  private func member(ofStack fingerprint: Fingerprint) -> Member? {
    positionsByStack[fingerprint].map { members[$0] }
  }

  private static func member(
    _ group: Group, _ number: Int, _ fingerprint: Fingerprint, _ analysis: DumpAnalysis
  ) -> Member {
    Member(
      fingerprint: fingerprint, count: group.count, state: group.state,
      top: group.top.map(analysis.place), site: group.site.map(analysis.place),
      creator: group.creator.map(analysis.place), wait: group.wait, groups: [number],
      isTransient: isTransient(group))
  }

  private static func isTransient(_ group: Group) -> Bool {
    group.state.activity == .runnable || group.state.activity == .system
  }
}
