import GoroutineDump

/// The goroutines of a dump along the ids that were ever given out: how many live, and the longest
/// wait of those that came later.
///
/// Ids are given out in order, so they are the program's clock. A program can have given out
/// billions; the line is cut into so many stretches that no question takes long, and each is one id
/// wide where there are few.
struct IDTimeline: Sendable {
  /// Ids of one stretch.
  private let width: UInt64
  private let newest: UInt64
  /// How many live that have ids before each stretch.
  private var before: [Int]
  /// The longest wait in a stretch and those behind it, in minutes.
  private var longest: [Int]

  private static let mostStretches: UInt64 = 1 << 16

  init(_ goroutines: GoroutineTable, newest: UInt64) {
    self.newest = newest
    width = newest / Self.mostStretches + 1
    let count = Int(newest / width) + 1
    var living = [Int](repeating: 0, count: count + 1)
    var longest = [Int](repeating: 0, count: count + 1)
    let width = width
    goroutines.forEachRun { _, records in
      for index in records.indices where records[index].id > 0 {
        let stretch = Int(records[index].id / width)
        living[stretch] += 1
        if let minutes = records[index].waitMinutes, minutes > longest[stretch] {
          longest[stretch] = minutes
        }
      }
    }
    before = living
    var sum = 0
    for stretch in before.indices {
      before[stretch] = sum
      sum += living[stretch]
    }
    for stretch in longest.indices.dropLast().reversed() {
      longest[stretch] = max(longest[stretch], longest[stretch + 1])
    }
    self.longest = longest
  }

  /// The longest wait of any goroutine that was started clearly after one, in minutes. Each
  /// processor takes ids in blocks of sixteen, so only two blocks later is later for certain.
  func longestWait(after id: UInt64) -> Int {
    let stretch = Int((id + 32) / width) + (width > 1 ? 1 : 0)
    return stretch < longest.count ? longest[stretch] : 0
  }

  /// How old a goroutine is, in minutes: at least, or probably where nobody who came later has waited.
  /// Then ids are taken for the program's clock: about as many for each minute of its life.
  func probableAge(of id: UInt64) -> Double {
    let later = longestWait(after: id)
    guard later < 2, let all = longest.first, all >= 10, newest > 0 else { return Double(later) }
    return Double(all) * (1 - Double(id) / Double(newest))
  }

  /// Which share of the goroutines that were given an id from `first` to `last` still live.
  func density(from first: UInt64, to last: UInt64) -> Double {
    let end = min(Int(last / width) + 1, before.count - 1)
    let start = Int(first / width)
    let ids = width == 1 ? last - first + 1 : UInt64(end - start) * width
    return Double(before[end] - before[start]) / Double(max(1, ids))
  }
}
