extension Indicator {
  /// What they wait in: a send waits for somebody who must come, a receive for somebody who may.
  static let kinds: [Indicator] = [
    kind("waits-to-send", .send, .forLeak, "they wait to send"),
    kind("waits-to-write", .write, .forLeak, "they wait to write to a connection"),
    kind("waits-for-lock", .lock, .forLeak, "they wait for a lock"),
    kind("waits-for-waitgroup", .waitGroup, .forLeak, "they wait for a WaitGroup"),
    kind("waits-to-receive", .receive, .againstLeak, "idle goroutines wait in a receive"),
    kind("waits-for-condition", .condition, .againstLeak, "idle goroutines wait for a condition"),
    kind("sleeps", .sleep, .againstLeak, "they sleep, and wake by themselves"),
    kind("reads", .read, .againstLeak, "a quiet connection is read for as long as it lives"),
  ]

  private static func kind(
    _ id: String, _ kind: WaitKind, _ direction: Direction, _ words: String
  ) -> Indicator {
    Indicator(id, asks: "What do they wait in?", speaks: direction) { place in
      // What speaks against speaks less where a signature knows such goroutines for what they are.
      place.kind == kind ? (direction == .againstLeak ? place.innocence : 1) : 0
    } says: { _ in
      words
    }
  }
}
