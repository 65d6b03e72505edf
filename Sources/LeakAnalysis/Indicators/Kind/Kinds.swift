extension Indicator {
  /// What they wait in: a send waits for somebody who must come, a receive for somebody who may.
  static let kinds: [Indicator] = [
    kind("waits-to-send", .send, .forLeak, "a send waits for a receiver"),
    kind("waits-to-write", .write, .forLeak, "a write waits for the other end of the connection"),
    kind("waits-for-lock", .lock, .forLeak, "a lock waits for its holder"),
    kind("waits-for-waitgroup", .waitGroup, .forLeak, "a WaitGroup waits for every Done"),
    kind("waits-to-receive", .receive, .againstLeak, "idle goroutines often wait in a receive"),
    kind(
      "waits-for-condition", .condition, .againstLeak, "idle goroutines often wait for a condition"),
    kind("sleeps", .sleep, .againstLeak, "a sleep ends by itself"),
    kind(
      "reads", .read, .againstLeak, "a read of an idle connection lasts as long as the connection"),
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
