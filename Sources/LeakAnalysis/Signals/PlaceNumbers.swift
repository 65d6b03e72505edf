import GoroutineDump

/// Numbers the places of a dump: the same site and creator, whatever the state.
///
/// Twenty signatures gather their groups by place. With a number for each group that is an array's
/// look-up; a hash table for each signature took a tenth of all judging.
struct PlaceNumbers: Sendable {
  /// The place of each group, or ``none``.
  private var numbers: [UInt32] = []
  /// How many goroutines each place has, in all of its groups.
  private var totals: [Int] = []

  /// The number of a group without a site.
  private static let none = UInt32.max

  init(_ groups: [Group]) {
    var index = HashIndex(capacity: groups.count / 4)
    var firsts: [Int] = []
    numbers.reserveCapacity(groups.count)
    for number in groups.indices {
      guard groups[number].site != nil else {
        numbers.append(Self.none)
        continue
      }
      let hash = groups[number].placeHash
      let known = index.find(hash) { groups[firsts[Int($0)]].isAtPlace(of: groups[number]) }
      let place = known ?? UInt32(firsts.count)
      if known == nil {
        index.insert(hash, row: place)
        firsts.append(number)
        totals.append(0)
      }
      numbers.append(place)
      totals[Int(place)] += groups[number].count
    }
  }

  /// How many goroutines of whatever state are at a group's place; nil where it has none.
  func total(atPlaceOf group: Int) -> Int? {
    numbers[group] == Self.none ? nil : totals[Int(numbers[group])]
  }

  /// Some groups, gathered by place: those places that have so many goroutines in them.
  ///
  /// The places come in the order of their first groups. Most of a large dump's are small, and what
  /// judges by numbers asks for the others alone.
  func gather(_ chosen: [Int], of groups: [Group], ofAtLeast minimum: Int) -> [[Int]] {
    let chosen = chosen.filter { number in total(atPlaceOf: number).map { $0 >= minimum } ?? false }
    guard !chosen.isEmpty else { return [] }
    var slots = [UInt32](repeating: Self.none, count: totals.count)
    var sizes: [Int] = []
    for number in chosen {
      let place = Int(numbers[number])
      if slots[place] == Self.none {
        slots[place] = UInt32(sizes.count)
        sizes.append(0)
      }
      sizes[Int(slots[place])] += groups[number].count
    }
    // From here on the slot of a part, where its place is large enough.
    var parts: [[Int]] = []
    var partOfSlot = [Int](repeating: -1, count: sizes.count)
    for number in chosen {
      let slot = Int(slots[Int(numbers[number])])
      guard sizes[slot] >= minimum else { continue }
      if partOfSlot[slot] < 0 {
        partOfSlot[slot] = parts.count
        parts.append([number])
      } else {
        parts[partOfSlot[slot]].append(number)
      }
    }
    return parts
  }
}
