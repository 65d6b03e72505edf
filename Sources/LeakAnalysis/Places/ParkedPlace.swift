public import GoroutineDump

/// Groups that are parked in one place: one site, kind of wait and creating function, whatever way
/// they came there. What a person looks at as one thing, and what a verdict is about.
public struct ParkedPlace: Sendable {
  /// Indices into the dump's groups, largest first.
  public var groups: [Int]
  /// How many goroutines.
  public var count: Int
  /// What they wait in.
  public var kind: WaitKind
  /// The site that they share.
  public var site: Frame
  /// The function that started them, where the dump tells.
  public var creator: UInt32?

  /// The places of a dump, largest first. `kinds` tells the wait of each group.
  static func all(of analysis: DumpAnalysis, _ kinds: [WaitKind]) -> [ParkedPlace] {
    var index = HashIndex(capacity: 256)
    var places: [ParkedPlace] = []
    for (number, group) in analysis.groups.enumerated() {
      guard let site = group.site else { continue }
      let kind = kinds[number]
      let creator = group.creator?.function
      let hash = mix(UInt64(site.function) << 8 | UInt64(kind.hashNumber), UInt64(creator ?? .max))
      let known = index.find(hash) { row in
        let place = places[Int(row)]
        return place.site.function == site.function && place.kind == kind
          && place.creator == creator
      }
      if let known {
        places[Int(known)].groups.append(number)
        places[Int(known)].count += group.count
      } else {
        index.insert(hash, row: UInt32(places.count))
        places.append(
          ParkedPlace(
            groups: [number], count: group.count, kind: kind, site: site, creator: creator))
      }
    }
    return places.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.groups[0] < $1.groups[0]
    }
  }
}

extension WaitKind {
  fileprivate var hashNumber: UInt8 {
    UInt8(truncatingIfNeeded: WaitKind.allCases.firstIndex(of: self) ?? 0)
  }
}

extension Group {
  /// A hash of the site's function and of the function that started the goroutines.
  var placeHash: UInt64 {
    guard let site else { return 0 }
    return mix(UInt64(site.function), UInt64(creator?.function ?? .max))
  }

  /// Whether another group has the same site and creator, whatever the line.
  func isAtPlace(of other: Group) -> Bool {
    site?.function == other.site?.function && creator?.function == other.creator?.function
  }
}
