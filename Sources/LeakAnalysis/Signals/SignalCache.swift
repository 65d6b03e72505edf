import Synchronization

/// The signals that were measured already: several signatures ask for the same places, and a place
/// can hold a million goroutines.
final class SignalCache: Sendable {
  private struct Entry {
    var groups: [Int]
    var signals: Signals
    /// The entry before this one with the same first group, plus one; 0 where there is none.
    var next: UInt32
  }

  /// Found by the first group, which nearly all lists have to themselves: hashing whole lists took
  /// longer than measuring most places.
  private struct Known {
    /// The newest entry of each first group, plus one; 0 where there is none.
    var newest: [UInt32]
    var entries: [Entry] = []
  }

  private let known: Mutex<Known>

  /// No signals yet, of a dump that has so many groups.
  init(groupCount: Int) {
    known = Mutex(Known(newest: Array(repeating: 0, count: groupCount)))
  }

  /// The signals of some groups, where they were measured.
  func signals(of groups: [Int]) -> Signals? {
    guard let first = groups.first else { return nil }
    return known.withLock { known in
      var place = known.newest[first]
      while place > 0 {
        let entry = Int(place) - 1
        if known.entries[entry].groups == groups { return known.entries[entry].signals }
        place = known.entries[entry].next
      }
      return nil
    }
  }

  /// Keeps what was measured.
  func keep(_ signals: Signals, of groups: [Int]) {
    guard let first = groups.first else { return }
    known.withLock { known in
      known.entries.append(Entry(groups: groups, signals: signals, next: known.newest[first]))
      known.newest[first] = UInt32(known.entries.count)
    }
  }
}
