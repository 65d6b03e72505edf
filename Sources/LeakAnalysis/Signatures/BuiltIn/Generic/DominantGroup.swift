import GoroutineDump

extension Signature {
  /// One place with most of the program.
  static let dominantGroup = Signature(
    id: "dominant-group",
    title: "one place with more than half of all goroutines",
    summary: """
      More than a thousand goroutines, and more than half of the program's, are parked in one \
      place of its own code.
      """,
    cause: """
      Something is started without a limit: for each request, message or peer a goroutine that \
      stays. No signature of a known kind matched.
      """,
    fix: """
      Look at what starts them. Bound it (a pool, errgroup.SetLimit, a semaphore), and give each a \
      way to end.
      """,
    severity: .warning,
    thresholds: Thresholds(note: 1001, warning: 1001, error: 1001),
    lookAlikes: [
      "programs that are made so (torrent clients, message servers, pools of thousands): they "
        + "come at once, or their creators live"
    ],
    sources: [
      "CGO 2024, arXiv 2312.12002 (LeakProf: 10,000 in one place)",
      "anacrolix/torrent (20,161, by design)",
    ],
    help: "https://go.dev/blog/pipelines",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        main.(*room).follow(0xc0000a2000)
        \t/app/room.go:31 +0xfc
        created by main.join in goroutine 70
        \t/app/room.go:24 +0x316
        """,
      before: """
        for msg := range inbox {
        \tgo handle(msg) // as many as messages come
        }
        """,
      after: """
        g.SetLimit(100)
        for msg := range inbox {
        \tg.Go(func() error { return handle(msg) })
        }
        """),
    detection: .analysis { inquiry, signature in
      let analysis = inquiry.analysis
      // More than half of all goroutines, so one place at most; nearly all groups are elsewhere.
      let fewest = max(signature.thresholds.note, analysis.goroutineCount / 2 + 1)
      let groups = analysis.groups.indices.filter { number in
        guard let total = inquiry.placeNumbers.total(atPlaceOf: number), total >= fewest else {
          return false
        }
        let group = analysis.groups[number]
        guard !inquiry.claimed.contains(number), let site = group.site,
          group.creator != nil
            || !inquiry.agesAreKnown
        else { return false }
        return ![.ioWait, .system, .runnable, .condWait, .sleep].contains(group.state.activity)
          && !analysis.functions[Int(site.function)].isStandardLibrary
          && !inquiry.isServingRequest(number)
      }
      return inquiry.byPlace(groups, ofAtLeast: fewest).compactMap { groups in
        let signals = inquiry.signals(groups)
        let isPool = signals.haveLiveCreators || signals.wereMadeAtOnce
        if isPool { return nil }
        // Without ages only what no pool and no server has: nearly all of ten thousand.
        let isFlood =
          !inquiry.agesAreKnown && signals.count >= 10_000 && signals.share >= 0.9
        let hasArrived = signals.areOrphans || signals.agesAreSpread || isFlood
        return Match(
          groups: groups, severity: hasArrived ? .warning : .note,
          confidence: hasArrived ? .medium : .low,
          evidence: Evidence.sentence(
            signals, and: ["\(Int(signals.share * 100)) % of all goroutines"]))
      }
    })
}
