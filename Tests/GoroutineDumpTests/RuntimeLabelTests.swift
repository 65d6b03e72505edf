import GoroutineDump
import Testing

/// `debug=3`: a profile with one sample for each goroutine.
struct RuntimeLabelTests {
  private static let strings = [
    "", "goroutine", "count", "go::goroutine", "go::goroutine_created_by", "go::goroutine_state",
    "go::goroutine_wait_minutes", "chan send", "main.send", "/src/send.go", "path", "/pay",
  ]

  private static func number(_ value: Int) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  /// A field of a protobuf message: a number, or bytes with their length.
  private static func field(_ tag: Int, _ value: Int) -> [UInt8] {
    number(tag << 3) + number(value)
  }

  private static func field(_ tag: Int, _ bytes: [UInt8]) -> [UInt8] {
    number(tag << 3 | 2) + number(bytes.count) + bytes
  }

  private static func label(_ key: Int, text: Int = 0, number: Int = 0) -> [UInt8] {
    field(
      3, field(1, key) + (text > 0 ? field(2, text) : []) + (number > 0 ? field(3, number) : []))
  }

  private static let profile: [UInt8] =
    field(1, field(1, 1) + field(2, 2))
    + field(
      2,
      field(1, 1) + field(2, 1) + label(3, number: 42) + label(4, number: 7) + label(5, text: 7)
        + label(6, number: 12) + label(10, text: 11)
    )
    + field(2, field(1, 1) + field(2, 1) + label(3, number: 43) + label(5, text: 7))
    + field(4, field(1, 1) + field(3, 0x1000) + field(4, field(1, 1) + field(2, 42)))
    + field(5, field(1, 1) + field(2, 8) + field(4, 9))
    + strings.flatMap { field(6, Array($0.utf8)) }

  @Test func `ids, creators, states, minutes and labels`() throws {
    let dump = try DumpReader().read(bytes: Self.profile).dumps[0]
    #expect(dump.goroutines.map(\.id) == [42, 43])
    #expect(dump.goroutines.map(\.creator) == [7, 0])
    #expect(dump.goroutines.map(\.waitMinutes) == [12, nil])
    #expect(dump.stateCounts == ["chan send": 2])
    #expect(dump.samples.allSatisfy { $0.stateSource == .reported })
    #expect(dump.samples.map { dump.labels(of: $0) } == [[Label(key: "path", value: "/pay")], []])
    #expect(dump.stack() == ["main.send /src/send.go:42"])
    #expect(dump.problems == [])
  }
}
