import GoroutineDump

extension Analysis {
  /// Queries that wait for a connection of database/sql's pool.
  static let sqlPoolQueue = Analysis("sql-pool-queue") { candidates in
    candidates.inQueueForPool(
      doing: "wait for a database connection",
      open: candidates.context.count(with: ["database/sql.(*Rows).awaitDone"]),
      running: candidates.context.count(with: [
        "database/sql.(*DB).queryDC", "database/sql.(*DB).execDC", "database/sql.(*Rows).Next",
        "database/sql.ctxDriverPrepare", "database/sql.(*Tx).Commit",
      ]))
  }

  /// Calls that wait for a connection of another client's pool; the place to look at is behind the
  /// library, whatever packages that has.
  static let clientPoolQueue = Analysis("client-pool-queue") { candidates in
    candidates.inQueueForPool(doing: "wait for a free connection", open: 0).map { sighting in
      var sighting = sighting
      sighting.site = sighting.groups.first.flatMap(candidates.context.callerOfLibrary)
      return sighting
    }
  }

  /// Results of queries that stay open: each is read by a goroutine of its own, so there cannot be more
  /// of them than of those.
  static let openRows = Analysis("open-rows") { candidates in
    let context = candidates.context
    let others = context.analysis.goroutineCount - candidates.count
    let lack = Candidates.lack(of: others / 2, for: candidates.count)
    return [
      Sighting(
        groups: candidates.groups,
        strength: max(
          candidates.measure(candidates.groups),
          lack * PlaceFacts.unit(Double(candidates.count) / 50)),
        measure: candidates.count, doing: "belong to open query results",
        reasons: lack > 0
          ? ["there are more of these than of all other goroutines, which could read the results"]
          : [])
    ]
  }
}

extension Candidates {
  /// Goroutines that wait for a connection of a client's pool, of which so many are visibly taken.
  ///
  /// Where queries are running, connections come back.
  fileprivate func inQueueForPool(
    doing what: String, open: Int, running: Int = 0
  ) -> [Sighting] {
    guard count > 0 else { return [] }
    // One that asks again and again has never been parked for long.
    let isPolling = context.analysis.groups[groups[0]].state.activity == .sleep
    var strength = measure(groups)
    if isPolling || !context.agesAreKnown {
      // Without ages, only what no burst explains: more waiters than queries that run.
      strength = PlaceFacts.unit(Double(count) / 20)
      if running > 0 { strength *= 0.2 * Self.lack(of: open, for: count) }
    }
    return [
      Sighting(
        groups: groups, strength: strength, measure: count, doing: what,
        reasons: open > 0
          ? ["the dump shows \(Evidence.number(open, "open result"))"] : [])
    ]
  }
}

extension AnalysisContext {
  /// The innermost frame of a stack beyond the library that it waits in, whatever packages that has
  /// (`github.com/jackc/puddle` below `github.com/jackc/pgx`): the place to look at.
  fileprivate func callerOfLibrary(_ group: Int) -> Place? {
    var library: String?
    var caller: Frame?
    forEachFrame(of: group) { frame in
      guard caller == nil, !analysis.functions[Int(frame.function)].isStandardLibrary else {
        return
      }
      let parts = package(of: frame).split(separator: "/", maxSplits: 2)
      let owner = parts.prefix(2).joined(separator: "/")
      if library == nil {
        library = owner
      } else if library != owner {
        caller = frame
      }
    }
    return caller.map(analysis.place)
  }
}
