import GoroutineDump

extension Analysis {
  /// Readers of a pipe that nobody writes to.
  static let pipeReaders = Analysis("pipe-readers") { candidates in
    candidates.withoutPeer(
      ["io.(*pipe).write", "io.(*pipe).Write", "io.(*PipeWriter).Write"],
      doing: "read from a pipe"
    ) { writing($0, "one") }
  }

  /// Writers of a pipe that nobody reads.
  static let pipeWriters = Analysis("pipe-writers") { candidates in
    candidates.withoutPeer(
      ["io.(*pipe).read", "io.(*pipe).Read", "io.(*PipeReader).Read"],
      doing: "write to a pipe"
    ) { reading($0, "one") }
  }

  /// Pumps of web sockets, more of one kind than of the other.
  static let webSocketPumps = Analysis(ofWholeDump: "websocket-pumps") { candidates in
    let context = candidates.context
    var readers: [Int] = []
    var writers: [Int] = []
    for (group, word) in context.groups(endingIn: [
      ").readPump", ").ReadPump", ").writePump", ").WritePump",
    ]) {
      if word.lowercased().hasSuffix("readpump") {
        readers.append(group)
      } else {
        writers.append(group)
      }
    }
    // The other half can go by another name: readers are known by what they call, writers are not.
    guard !writers.isEmpty else { return [] }
    let reading = context.count(with: ["github.com/gorilla/websocket.(*Conn).NextReader"])
    let reads = max(context.count(of: readers), reading)
    let writes = context.count(of: writers)
    let (many, surplus) = reads > writes ? (readers, reads - writes) : (writers, writes - reads)
    guard !many.isEmpty, surplus > 0 else { return [] }
    // A connection that begins or ends has one pump for a moment.
    return [
      Sighting(
        groups: many,
        strength: candidates.measure(many, count: surplus)
          * Candidates.lack(of: min(reads, writes), for: max(reads, writes)),
        measure: surplus, doing: "serve one direction of a WebSocket",
        reasons: [
          "\(Evidence.number(reads, "read pump")) and \(Evidence.number(writes, "write pump"))"
        ])
    ]
  }
}

extension Candidates {
  /// Goroutines of which each should have one at the other end: the fewer of those there are, the more
  /// of the signature's measure is met.
  func withoutPeer(
    _ names: Set<String>, doing what: String, found says: (_ found: Int) -> String
  ) -> [Sighting] {
    guard count > 0 else { return [] }
    let found = context.count(with: names)
    let lack = Self.lack(of: found, for: count)
    guard lack > 0 else { return [] }
    var strength = measure(groups) * lack
    // Whatever the age: where they are more than all others, there is nobody to be the other end.
    if context.outnumbersAllOthers(count) {
      strength = max(strength, lack * PlaceFacts.unit(Double(count) / 50))
    }
    return [
      Sighting(
        groups: groups, strength: strength, measure: count, doing: what, reasons: [says(found)])
    ]
  }
}
