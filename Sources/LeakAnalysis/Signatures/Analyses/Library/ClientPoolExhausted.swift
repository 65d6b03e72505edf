import GoroutineDump

extension Analysis {
  /// Calls that wait for a connection of a client other than `database/sql`'s.
  static let clientPoolExhausted = Analysis.judged { candidates in
    candidates.inQueueForPool(doing: "wait for a free connection", open: 0).map { match in
      var match = match
      match.site = match.groups.first.flatMap(candidates.inquiry.callerOfLibrary)
      return match
    }
  }
}

extension Inquiry {
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
