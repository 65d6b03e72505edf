import GoroutineDump
import Testing

/// States of a `debug=1` profile, worked out of counters that are laid out as Go 1.21 on linux/amd64 does.
struct StateInferenceTests {
  /// `gopark`, seen in nearly every stack.
  private static let park = 0x43_e02e
  // Entries of the runtime's functions and the places in them at which a goroutine parks.
  private static let chansend1 = 0x40_4017
  private static let chanrecv1 = 0x40_4c12
  private static let chanrecv2 = 0x40_4c32
  private static let selectgo = 0x41_5725
  private static let block = 0x41_4026

  /// A profile with one goroutine for each list of hidden counters, and a frame of the program below them.
  private func states(_ hidden: [[Int]], user: Int = 0x48_a002) throws -> [String] {
    var text = "goroutine profile: total \(hidden.count)\n"
    for (number, counters) in hidden.enumerated() {
      let words = (counters + [user + number * 64]).map { "0x" + String($0, radix: 16) }
      let shown = String(user + number * 64 - 1, radix: 16)
      text += "1 @ \(words.joined(separator: " "))\n"
      text += "#\t0x\(shown)\texample.com/pay/api.f\(number)+0x1\t/src/api/f.go:\(number + 1)\n\n"
    }
    let dump = try read(text)
    try #require(dump.samples.count == hidden.count)
    return dump.samples.map(\.state.name)
  }

  /// The counters of a channel operation: the park, the place in `chansend` or `chanrecv`, the one in its
  /// caller.
  private func channel(_ caller: Int, _ distance: Int) -> [Int] {
    [Self.park, caller + distance, caller]
  }

  @Test func `the distance of two counters tells the channel operation`() throws {
    #expect(
      try states([
        channel(Self.chansend1, 0x3ae), channel(Self.chanrecv1, 0x3fb),
        channel(Self.chanrecv2, 0x3db), channel(Self.chansend1, 0xe3),
        channel(Self.chanrecv1, 0x187), [Self.park, Self.selectgo], [Self.park, Self.block],
      ]) == [
        "chan send", "chan receive", "chan receive", "chan send (nil chan)",
        "chan receive (nil chan)", "select", "select (no cases)",
      ])
  }

  @Test func `an inferred state is called so`() throws {
    let dump = try read(
      """
      goroutine profile: total 1
      1 @ 0x43e02e 0x4043c5 0x404017 0x48a002
      #\t0x48a001\tmain.f+0x1\t/src/f.go:1

      """)
    #expect(dump.samples.map(\.state.name) == ["chan send"])
    #expect(dump.samples.map(\.stateSource) == [.inferred])
  }

  /// Of a release that was not measured, the caller's place in its aligned function tells the two apart.
  @Test(arguments: [
    (0x40_4017, 0x200, "chan send"), (0x40_4c12, 0x200, "chan receive"),
    (0x40_4017, 0x41, "chan send"), (0x40_4017, 0x40, "unknown"),
    (0x40_4017, 0xfff, "chan send"), (0x40_4017, 0x1000, "unknown"),
    (0x40_4009, 0x200, "unknown"),
  ])
  func `counters of an unknown release`(_ caller: Int, _ distance: Int, _ state: String) throws {
    #expect(try states([channel(caller, distance)]) == [state])
  }

  @Test func `a goroutine that is not parked is runnable once three others are`() throws {
    let sends = (0..<3).map { _ in channel(Self.chansend1, 0x3ae) }
    #expect(
      try states(sends + [[0x41_1111, 0x41_2222]])
        == ["chan send", "chan send", "chan send", "runnable"])
    #expect(
      try states(Array(sends.prefix(2)) + [[0x41_1111, 0x41_2222]])
        == ["chan send", "chan send", "unknown"])
  }

  @Test func `a goroutine without hidden counters runs its own code`() throws {
    #expect(try states([channel(Self.chansend1, 0x3ae), []]) == ["chan send", "runnable"])
  }

  /// `block` lies below `selectgo`, so of two counters that no release explains the lower is `select {}`.
  @Test func `two unknown places of parking with one counter each`() throws {
    #expect(
      try states([[Self.park, 0x41_5003], [Self.park, 0x41_6003], [Self.park, 0x41_6003]])
        == ["select (no cases)", "select", "select"])
  }

  @Test func `one unknown place is a select if several packages wait there`() throws {
    let select = [Self.park, 0x41_5003]
    #expect(try states([select]) == ["unknown"])
    #expect(try states([select, select]) == ["select", "select"])
  }
}
