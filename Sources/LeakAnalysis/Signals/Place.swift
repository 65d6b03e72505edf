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

  /// The places of a dump, largest first.
  static func all(of analysis: DumpAnalysis) -> [ParkedPlace] {
    var index = HashIndex(capacity: 256)
    var places: [ParkedPlace] = []
    for number in analysis.groups.indices {
      guard let site = analysis.groups[number].site else { continue }
      let state = UInt64(analysis.groups[number].state.activity.rawValue)
      let isLeaked = analysis.groups[number].isLeaked
      let hash = mix(analysis.groups[number].placeHash, state << 1 | (isLeaked ? 1 : 0))
      let known = index.find(hash) { row in
        let first = places[Int(row)].groups[0]
        return analysis.groups[first].state.activity == analysis.groups[number].state.activity
          && analysis.groups[first].isLeaked == isLeaked
          && analysis.groups[first].isAtPlace(of: analysis.groups[number])
      }
      let count = analysis.groups[number].count
      if let known {
        places[Int(known)].groups.append(number)
        places[Int(known)].count += count
      } else {
        index.insert(hash, row: UInt32(places.count))
        places.append(
          ParkedPlace(
            groups: [number], count: count, activity: analysis.groups[number].state.activity,
            site: site, creator: analysis.groups[number].creator?.function))
      }
    }
    return places.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.groups[0] < $1.groups[0]
    }
  }
}

extension Group {
  /// A hash of the site's function and line, and of the function that started the goroutines.
  var placeHash: UInt64 {
    guard let site else { return 0 }
    return mix(UInt64(site.function) << 32 | UInt64(site.line), UInt64(creator?.function ?? .max))
  }

  /// Whether another group has the same site, whatever the file, and the same creator.
  func isAtPlace(of other: Group) -> Bool {
    site?.function == other.site?.function && site?.line == other.site?.line
      && creator?.function == other.creator?.function
  }
}
