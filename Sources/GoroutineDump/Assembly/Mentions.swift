/// What stands in a text beside its goroutines, and is none.
extension Array where Element == Dump {
  /// Takes out headers that prose quotes: goroutines without a frame whose id another one has, with its
  /// stack. True where the text ends with such a header.
  mutating func dropMentions() -> Bool {
    var known: Set<UInt64> = []
    var hasBare = false
    for dump in self {
      let bare = dump.bareSamples
      if !bare.isEmpty { hasBare = true }
      guard hasBare || self.count > 1 || !bare.isEmpty else { continue }
      for record in dump.goroutines where !bare.contains(Int(record.sample)) {
        known.insert(record.id)
      }
    }
    guard hasBare else { return false }
    let lastIsGone = last.map { $0.lastIsMention(of: known) } ?? false
    for index in indices { self[index].dropMentions(of: known) }
    if contains(where: { $0.goroutineCount > 0 }) {
      removeAll { $0.goroutineCount == 0 && $0.declaredTotal == nil }
    }
    return lastIsGone
  }

  /// Takes out profiles of threads where there are goroutines as well, and says so.
  mutating func dropThreads() {
    guard contains(where: \.isGoroutineProfile), let first = firstIndex(where: \.isGoroutineProfile)
    else { return }
    let threads = filter { $0.profile == "threadcreate" }
    guard !threads.isEmpty else { return }
    self[first].problems.append(
      Problem(
        kind: .otherProfile, line: 0,
        message: "a threadcreate profile stands beside the goroutines: threads are no goroutines, "
          + "it was left out"))
    removeAll { $0.profile == "threadcreate" }
  }
}

extension Dump {
  /// The samples without any frame or creator.
  fileprivate var bareSamples: Set<Int> {
    guard !goroutines.isEmpty else { return [] }
    return Set(
      samples.indices.filter { number in
        let stack = symbols.stacks[Int(samples[number].stack)]
        return stack.depth == 0 && stack.creator == Stack.none && stack.elidedFrames == 0
      })
  }

  /// Whether the last goroutine is a header that is only quoted.
  fileprivate func lastIsMention(of known: Set<UInt64>) -> Bool {
    guard let last = goroutines.last else { return false }
    return known.contains(last.id) && bareSamples.contains(Int(last.sample))
  }

  fileprivate mutating func dropMentions(of known: Set<UInt64>) {
    let bare = bareSamples
    guard !bare.isEmpty else { return }
    var kept: [GoroutineRecord] = []
    var rows: [Int: Int] = [:]
    for (row, record) in goroutines.enumerated() {
      if bare.contains(Int(record.sample)), record.id != 0, known.contains(record.id) {
        samples[Int(record.sample)].count -= 1
      } else {
        rows[row] = kept.count
        kept.append(record)
      }
    }
    guard kept.count < goroutines.count else { return }
    var table = GoroutineTable()
    table.append(kept)
    goroutines = table
    details = details.compactMap { detail in
      guard let row = rows[detail.row] else { return nil }
      var moved = detail
      moved.row = row
      return moved
    }
    // Samples are counted by their places, so one that nothing is left of stays only behind others.
    while let last = samples.last, last.count <= 0 { samples.removeLast() }
  }
}
