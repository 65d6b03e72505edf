import GoroutineDump

extension Analysis {
  /// Pumps whose other half has gone.
  static let websocketPumpOrphaned = Analysis.dump { inquiry, signature in
    let limits = signature.thresholds
    var readers: [Int] = []
    var writers: [Int] = []
    for (group, word) in inquiry.groups(endingIn: [
      ").readPump", ").ReadPump", ").writePump", ").WritePump",
    ]) where !inquiry.claimed.contains(group) {
      if word.lowercased().hasSuffix("readpump") {
        readers.append(group)
      } else {
        writers.append(group)
      }
    }
    // The other half can go by another name: readers are known by what they call, writers are not.
    guard !writers.isEmpty else { return [] }
    let reading = inquiry.count(with: ["github.com/gorilla/websocket.(*Conn).NextReader"])
    let counts = (
      readers: max(inquiry.count(of: readers), reading), writers: inquiry.count(of: writers)
    )
    let (many, surplus) =
      counts.readers > counts.writers
      ? (readers, counts.readers - counts.writers) : (writers, counts.writers - counts.readers)
    // A connection that begins or ends has one pump for a moment.
    guard surplus >= limits.note, surplus * 2 >= inquiry.count(of: many) else { return [] }
    return [
      Match(
        groups: many,
        severity: surplus >= limits.error
          ? .error : surplus >= limits.warning ? .warning : .note,
        confidence: surplus >= limits.warning ? .high : .low,
        evidence: Evidence.sentence(
          inquiry.signals(many), doing: "serve one side of a web socket",
          and: ["\(counts.readers) read pumps and \(counts.writers) write pumps"]))
    ]
  }
}
