/// Builds one dump out of its part of the transcript.
struct DumpBuilder {
  private let part: DumpBoundaries.Part
  private var samples: [Sample] = []
  private var index = HashIndex(capacity: 256)
  /// The dump's sample of each parser's sample, or -1.
  private var maps: [[Int32]] = []
  private var details: [GoroutineDetail] = []
  private var problems: [Problem] = []

  init(_ part: DumpBoundaries.Part) { self.part = part }

  /// Counts the goroutines of the part, and renumbers their samples in place.
  mutating func addGoroutines(
    _ rows: inout GoroutineTable, _ range: Range<Int>, _ candidates: [GoroutineDetail],
    _ assembly: inout Assembly
  ) {
    var seen: Set<UInt64> = []
    var duplicates = 0
    samples.reserveCapacity(Swift.min(range.count, assembly.sampleCount))
    // Not in the samples themselves, which are large: there are millions of goroutines.
    var counts: [Int] = []
    rows.updateRuns(of: range) { records, run in
      for index in run {
        let record = records[index]
        let parser = Int(record.sample >> Transcript.parserShift)
        let number = sample(parser, record.sample & Transcript.sampleMask, &assembly)
        records[index].sample = UInt32(number)
        if part.hasThreadSections, record.id != 0, record.id != .max,
          !seen.insert(record.id).inserted
        {
          duplicates += 1
          continue
        }
        while counts.count <= number { counts.append(0) }
        counts[number] += 1
        if record.flags.contains(.lockedToThread) { samples[number].lockedToThread += 1 }
      }
    }
    for (number, count) in counts.enumerated() { samples[number].count = count }
    if duplicates > 0 {
      problems.append(
        Problem(
          kind: .duplicate, line: 0,
          message:
            "\(duplicates) goroutines are listed twice, in the sections of two threads; each is "
            + "counted once"))
    }
    keepDetails(candidates, rows, range.lowerBound)
  }

  /// Keeps the first details of every sample: see ``DetailSampler``.
  private mutating func keepDetails(
    _ candidates: [GoroutineDetail], _ rows: GoroutineTable, _ firstRow: Int
  ) {
    var taken = Array(repeating: 0, count: samples.count)
    var others = 0
    var locks = 0
    for var detail in candidates {
      let number = Int(rows[detail.row].sample)
      let isLockWait =
        samples[number].state.isLockWait || samples[number].reported?.activity == .semaphore
        || samples[number].state.activity == .semaphore
      let limit = isLockWait ? DetailSampler.perLockSample : DetailSampler.perSample
      let isFull =
        isLockWait ? locks >= DetailSampler.totalLocks : others >= DetailSampler.total
      let isSampled = taken[number] < limit && !isFull
      guard isSampled || detail.isWanted else { continue }
      if isSampled {
        taken[number] += 1
        if isLockWait { locks += 1 } else { others += 1 }
      }
      detail.row -= firstRow
      details.append(detail)
    }
  }

  /// Counts the blocks of a count profile, whose states are worked out of their counters.
  mutating func addCounts(_ counts: [DumpBoundaries.Count], _ assembly: inout Assembly) {
    var blocks = counts.map { count in
      var sample = assembly.sample(count.parser, count.sample)
      sample.count = count.count
      return sample
    }
    if part.profile?.name ?? "goroutine" != "threadcreate" {
      let visible = blocks.map { assembly.visible($0.stack) }
      let inference = StateInference(of: blocks, assembly.counters, visible: visible) {
        assembly.function($0)
      }
      for index in blocks.indices where blocks[index].stateSource == .unknown {
        let inferred = inference.state(of: blocks[index], visible: visible[index])
        let hidden = assembly.hiddenState(counts[index].parser, counts[index].sample)
        blocks[index].apply(.hidden(hidden, inferred: inferred))
      }
    }
    let isLeakProfile = part.profile?.name == "goroutineleak"
    if isLeakProfile {
      for index in blocks.indices { blocks[index].isLeaked = true }
    }
    // In place: few blocks are alike, and a second table of a hundred thousand is memory to touch.
    var kept = 0
    for row in blocks.indices {
      if let known = find(blocks[row], in: blocks) {
        blocks[known].count += blocks[row].count
      } else {
        index.insert(Self.hash(blocks[row]), row: UInt32(kept))
        if kept < row { blocks.swapAt(kept, row) }
        kept += 1
      }
    }
    blocks.removeLast(blocks.count - kept)
    samples = blocks
  }

  /// The dump, without what is common to all dumps of the input.
  consuming func finish(_ labelSets: [[Label]], _ distinct: DistinctValues) -> Dump {
    problems += distinct.problems(of: samples, labelSets)
    var dump = Dump(
      format: .debug2, profile: part.profile?.name ?? "goroutine", symbols: Symbols(),
      samples: samples, goroutines: GoroutineTable(), details: details, labelSets: labelSets,
      byteCount: 0, declaredTotal: part.profile?.total, failure: part.failure,
      isTruncated: false, problems: problems)
    if part.profile != nil || !part.counts.isEmpty {
      dump.format = .debug1
    } else if let failure = part.failure, failure.kind != .leakCheck,
      failure.kind != .recoveredPanic
    {
      // A leak checker, and who recovers, prints what `runtime.Stack` gives it: nothing has crashed.
      dump.format = .crash
    }
    if let profile = part.profile, part.counts.isEmpty == false || profile.total > 0 {
      checkTotal(&dump, profile.total, profile.line)
    }
    return dump
  }

  /// A profile prints the frames of every block: one in which none has any was damaged on its way.
  static func checkFrames(_ dump: inout Dump) {
    guard dump.format == .debug1, dump.isGoroutineProfile, dump.goroutineCount > 0,
      dump.samples.allSatisfy({ dump.symbols.stacks[Int($0.stack)].depth == 0 }),
      dump.samples.contains(where: { $0.counters.count != 1 }),
      dump.samples.allSatisfy({ $0.hiddenCounters == $0.counters.count })
    else { return }
    dump.truncate(
      "no frame could be read in any block; the frame lines (`#`, tab, address) are missing or "
        + "changed, so the goroutines cannot be judged")
  }

  private func checkTotal(_ dump: inout Dump, _ total: Int, _ line: Int) {
    let sum = dump.goroutineCount
    guard sum != total else { return }
    dump.isTruncated = sum < total
    let rest =
      sum < total
      ? "the capture is cut off and every count is a lower bound"
      : "it was probably edited"
    dump.problems.append(
      Problem(
        kind: .totalMismatch, line: line,
        message:
          "the profile declares \(total) goroutines, but its stacks add up to \(sum); \(rest)"))
  }

  @inline(__always)
  private mutating func sample(
    _ parser: Int, _ local: UInt32, _ assembly: inout Assembly
  ) -> Int {
    if parser < maps.count, local < maps[parser].count {
      let known = maps[parser][Int(local)]
      if known >= 0 { return Int(known) }
    }
    return newSample(parser, local, &assembly)
  }

  private mutating func newSample(
    _ parser: Int, _ local: UInt32, _ assembly: inout Assembly
  ) -> Int {
    while maps.count <= parser { maps.append([]) }
    while maps[parser].count <= Int(local) { maps[parser].append(-1) }
    let number = number(of: assembly.sample(parser, local))
    maps[parser][Int(local)] = Int32(number)
    return number
  }

  private mutating func number(of sample: Sample) -> Int {
    if let found = find(sample, in: samples) { return found }
    index.insert(Self.hash(sample), row: UInt32(samples.count))
    samples.append(sample)
    return samples.count - 1
  }

  private func find(_ sample: Sample, in samples: [Sample]) -> Int? {
    index.find(Self.hash(sample)) { samples[Int($0)].isAlike(sample) }.map(Int.init)
  }

  private static func hash(_ sample: Sample) -> UInt64 {
    mix(
      UInt64(UInt32(bitPattern: sample.stack)) << 32 | UInt64(sample.state.number) << 1
        | (sample.isLeaked ? 1 : 0),
      UInt64(UInt32(bitPattern: sample.labels)))
  }
}

extension Sample {
  /// Whether two samples count the same goroutines.
  fileprivate func isAlike(_ other: Sample) -> Bool {
    stack == other.stack && labels == other.labels && isLeaked == other.isLeaked
      && state == other.state && reported == other.reported
  }
}
