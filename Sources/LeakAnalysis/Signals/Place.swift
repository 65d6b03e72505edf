public import GoroutineDump

/// Groups that are parked in one place: the same site, state and creator, whatever way they came.
/// The unit that generic signatures judge.
public struct ParkedPlace: Sendable {
  /// Indices into the dump's groups, largest first.
  public var groups: [Int]
  /// How many goroutines.
  public var count: Int
  /// What they are doing.
  public var activity: GoroutineState.Activity
  /// The site that they share.
  public var site: Frame
  /// The function that started them, where the dump tells.
  public var creator: UInt32?

  struct Key: Hashable {
    var activity: GoroutineState.Activity
    var function: UInt32
    var line: UInt32
    var creator: UInt32?
    var isLeaked: Bool
  }

  /// The places of a dump, largest first.
  static func all(of analysis: DumpAnalysis) -> [ParkedPlace] {
    var index: [Key: Int] = [:]
    var places: [ParkedPlace] = []
    for (number, group) in analysis.groups.enumerated() {
      guard let site = group.site else { continue }
      let key = Key(
        activity: group.state.activity, function: site.function, line: site.line,
        creator: group.creator?.function, isLeaked: group.isLeaked)
      if let known = index[key] {
        places[known].groups.append(number)
        places[known].count += group.count
      } else {
        index[key] = places.count
        places.append(
          ParkedPlace(
            groups: [number], count: group.count, activity: key.activity, site: site,
            creator: key.creator))
      }
    }
    return places.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.groups[0] < $1.groups[0]
    }
  }
}
