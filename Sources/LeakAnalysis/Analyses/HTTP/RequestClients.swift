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

  init(_ context: AnalysisContext) {
    let watching = context.groups(with: ["net/http.(*connReader).backgroundRead"])
    let reading = context.surroundings.readers
    watched = GoroutineIDs(creatorsOf: watching + reading, context.analysis)
    watchers = context.count(of: watching)
    readers = context.count(of: reading)
  }

  /// How many handlers of some groups have no client any more.
  func gone(_ groups: [Int], of context: AnalysisContext) -> Int {
    let count = context.count(of: groups)
    var gone = count - watchers
    var (sampled, unwatched) = (0, 0)
    var areCreatorsNamed = false
    context.analysis.forEachSampled(groups) { record in
      sampled += 1
      if record.creator > 0 { areCreatorsNamed = true }
      if !watched.contains(record.id) { unwatched += 1 }
    }
    if areCreatorsNamed { gone = count * unwatched / sampled }
    // Whose reader was started by another goroutine is not told: as many as there are may be theirs.
    return readers >= gone ? 0 : gone
  }
}

extension AnalysisContext {
  /// How many handlers of some groups have no client any more, see ``RequestClients``.
  /// In a part of a dump who watches them may be in the other.
  func handlersWithoutClient(_ groups: [Int]) -> Int {
    guard showsWholeProgram else { return 0 }
    return requestClients.value { RequestClients(self) }.gone(groups, of: self)
  }
}
