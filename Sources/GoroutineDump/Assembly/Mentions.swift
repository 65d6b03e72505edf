/// What stands in a text beside its goroutines, and is none.
extension Array where Element == Dump {
  /// Takes out headers that prose quotes: goroutines without a frame, where the same header stands once
  /// elsewhere with its stack; in captures of one program in a row it stands more often. True where the
  /// text ends with such a header.
  mutating func dropMentions() -> Bool {
    let quotes = map(\.bareHeaders)
    // Of a million goroutines hardly one is bare: only those with its number are looked at.
    let ids = Set(quotes.joined().map(\.id)).subtracting([0])
    guard !ids.isEmpty else { return false }
    var counts: [QuotedHeader: Int] = [:]
    for dump in self { dump.countHeadersWithStacks(of: ids, in: &counts) }
    let known = Set(counts.filter { $0.value == 1 }.keys)
    guard !known.isEmpty else { return false }
    let lastIsGone = last.map { $0.lastIsMention(of: known) } ?? false
    let dropped = indices.reduce(0) { sum, index in
      guard !quotes[index].isDisjoint(with: known) else { return sum }
      return sum + self[index].dropMentions(of: known)
    }
    guard dropped > 0, let kept = firstIndex(where: { $0.goroutineCount > 0 }) else {
      return lastIsGone
    }
    self[kept].problems.append(
      Problem(
        kind: .duplicate, line: 0,
        message: dropped == 1
          ? "a header without a stack repeats a goroutine and is not counted again"
          : "\(dropped) headers without a stack repeat goroutines and are not counted again"
      ))
    // What was no more than a mention is no dump.
    let isNone = { (dump: Dump) in dump.goroutineCount == 0 && dump.declaredTotal == nil }
    self[kept].problems += filter(isNone).flatMap(\.problems)
    removeAll(where: isNone)
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
        message: "the input also contains a threadcreate profile; threads are not goroutines, "
          + "so it was skipped"))
    removeAll { $0.profile == "threadcreate" }
  }
}

/// What prose quotes of a goroutine.
private struct QuotedHeader: Hashable {
  let id: UInt64
  let state: GoroutineState
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

  /// The headers of goroutines without any frame or creator.
  fileprivate var bareHeaders: Set<QuotedHeader> {
    let bare = bareSamples
    guard !bare.isEmpty else { return [] }
    return Set(goroutines.lazy.filter { bare.contains(Int($0.sample)) }.map { header(of: $0) })
  }

  /// Counts the goroutines of these ids that have a stack.
  fileprivate func countHeadersWithStacks(
    of ids: Set<UInt64>, in counts: inout [QuotedHeader: Int]
  ) {
    let bare = bareSamples
    for record in goroutines where ids.contains(record.id) && !bare.contains(Int(record.sample)) {
      counts[header(of: record), default: 0] += 1
    }
  }

  private func header(of record: GoroutineRecord) -> QuotedHeader {
    QuotedHeader(id: record.id, state: samples[Int(record.sample)].state)
  }

  /// Whether the last goroutine is a header that is only quoted.
  fileprivate func lastIsMention(of known: Set<QuotedHeader>) -> Bool {
    guard let last = goroutines.last else { return false }
    return known.contains(header(of: last)) && bareSamples.contains(Int(last.sample))
  }

  /// Takes out headers without a stack that are known to have one elsewhere; how many.
  fileprivate mutating func dropMentions(of known: Set<QuotedHeader>) -> Int {
    let bare = bareSamples
    var kept: [GoroutineRecord] = []
    var rows: [Int: Int] = [:]
    for (row, record) in goroutines.enumerated() {
      if bare.contains(Int(record.sample)), record.id != 0, known.contains(header(of: record)) {
        samples[Int(record.sample)].count -= 1
      } else {
        rows[row] = kept.count
        kept.append(record)
      }
    }
    let dropped = goroutines.count - kept.count
    guard dropped > 0 else { return 0 }
    let numbers = samples.indices.reduce(into: [Int]()) { numbers, index in
      numbers.append((numbers.last ?? -1) + (samples[index].count > 0 ? 1 : 0))
    }
    samples.removeAll { $0.count == 0 }
    for index in kept.indices { kept[index].sample = UInt32(numbers[Int(kept[index].sample)]) }
    var table = GoroutineTable()
    table.append(kept)
    goroutines = table
    details = details.compactMap { detail in
      guard let row = rows[detail.row] else { return nil }
      var moved = detail
      moved.row = row
      return moved
    }
    return dropped
  }
}
