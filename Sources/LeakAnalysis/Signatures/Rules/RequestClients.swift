import GoroutineDump

/// Which goroutines of an HTTP/1 server that answer a request still have a client.
///
/// While a handler runs, net/http reads from its connection in a goroutine of its own, to learn
/// when the client goes; that one ends with the connection. It is also missing where a request's
/// body was not read to its end, and where the handler took the connection over (a web socket),
/// which somebody reads then.
struct RequestClients: Sendable {
  /// The goroutines that started one that reads from a connection.
  private let watched: GoroutineIDs
  /// How many watch a handler's connection.
  private let watchers: Int
  /// How many read from a connection in the program's own code.
  private let readers: Int

  init(_ inquiry: Inquiry) {
    let watching = inquiry.groups(with: ["net/http.(*connReader).backgroundRead"])
    let reading = inquiry.surroundings.readers
    watched = GoroutineIDs(creatorsOf: watching + reading, inquiry.analysis)
    watchers = inquiry.count(of: watching)
    readers = inquiry.count(of: reading)
  }

  /// How many handlers of some groups have no client any more.
  func gone(_ groups: [Int], of inquiry: Inquiry) -> Int {
    let signals = inquiry.signals(groups)
    var gone = signals.count - watchers
    if signals.creatorsNamed > 0 {
      var unwatched = 0
      inquiry.analysis.forEachSampled(groups) { record in
        if !watched.contains(record.id) { unwatched += 1 }
      }
      gone = signals.count * unwatched / signals.sampled
    }
    // Whose reader was started by another goroutine is not told: as many as there are may be theirs.
    return readers >= gone ? 0 : gone
  }
}

extension Inquiry {
  /// How many handlers of some groups have no client any more, see ``RequestClients``.
  func handlersWithoutClient(_ groups: [Int]) -> Int {
    requestClients.value { RequestClients(self) }.gone(groups, of: self)
  }

  /// Whether some goroutines that answer requests may be streams, each to a client that is there.
  func areLiveStreams(_ groups: [Int], _ signals: Signals) -> Bool {
    let names = Set(functions(of: groups[0]).map { FunctionName($0).canonical })
    if names.contains("net/http.(*conn).serve") {
      return handlersWithoutClient(groups) * 2 < signals.count
    }
    // A stream of gRPC or HTTP/2 is started by the goroutine that serves its connection.
    let isStream =
      names.contains { $0.hasSuffix("erverConn).runHandler") }
      || names.contains("google.golang.org/grpc.(*Server).processStreamingRPC")
    return isStream && signals.haveLiveCreators
  }

  /// Whether the program has other goroutines than some, the main one and listeners aside: a frame
  /// or the creator is of a package that stands on their stacks.
  func hasOthers(than groups: [Int]) -> Bool {
    let traits = analysis.census.traits
    let main = function(named: "main.main")
    var packages: Set<UInt32> = []
    forEachFrame(of: groups[0]) { frame in
      let trait = traits[Int(frame.function)]
      if !trait.isStandardLibrary { packages.insert(trait.package) }
    }
    return analysis.groups.indices.contains { group in
      if groups.contains(group) { return false }
      var isAside = false
      var isOfThem = false
      forEachFrame(of: group) { frame in
        let trait = traits[Int(frame.function)]
        if trait.isListening || frame.function == main { isAside = true }
        if packages.contains(trait.package) { isOfThem = true }
      }
      if let creator = analysis.groups[group].creator {
        if packages.contains(traits[Int(creator.function)].package) { isOfThem = true }
      }
      return isOfThem && !isAside
    }
  }
}
