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
  func gather(_ chosen: [Int], of groups: [Group], ofAtLeast minimum: Int) -> PlaceGroups {
    let chosen = chosen.filter { number in total(atPlaceOf: number).map { $0 >= minimum } ?? false }
    guard !chosen.isEmpty else { return PlaceGroups() }
    var slots = [UInt32](repeating: Self.none, count: totals.count)
    var sizes: [(goroutines: Int, groups: Int)] = []
    for number in chosen {
      let place = Int(numbers[number])
      if slots[place] == Self.none {
        slots[place] = UInt32(sizes.count)
        sizes.append((0, 0))
      }
      sizes[Int(slots[place])].goroutines += groups[number].count
      sizes[Int(slots[place])].groups += 1
    }
    let isLarge = sizes.map { $0.goroutines >= minimum }
    var gathered = PlaceGroups(sizes: sizes.lazy.filter { $0.goroutines >= minimum }.map(\.groups))
    // Where the next group of each slot goes.
    var next: [Int] = []
    var end = 0
    for slot in sizes.indices {
      next.append(end)
      if isLarge[slot] { end += sizes[slot].groups }
    }
    for number in chosen {
      let slot = Int(slots[Int(numbers[number])])
      guard isLarge[slot] else { continue }
      gathered.set(number, at: next[slot])
      next[slot] += 1
    }
    return gathered
  }
}

/// The groups of some places, end to end: a list for each of ten thousand places would take longer to
/// make and to free than most of them to judge.
struct PlaceGroups: Sendable, RandomAccessCollection {
  private var members: [Int] = []
  private var ends: [Int] = []

  fileprivate init() {}

  fileprivate init(sizes: some Sequence<Int>) {
    var end = 0
    for size in sizes {
      end += size
      ends.append(end)
    }
    members = Array(repeating: 0, count: end)
  }

  fileprivate mutating func set(_ group: Int, at position: Int) { members[position] = group }

  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  /// The groups of a place, in the order of the dump's.
  subscript(place: Int) -> [Int] {
    Array(members[(place == 0 ? 0 : ends[place - 1])..<ends[place]])
  }
}
