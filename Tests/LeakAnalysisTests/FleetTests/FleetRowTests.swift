import GoroutineDump
import Testing

@testable import LeakAnalysis

/// The rows of a fleet's map.
@Suite struct FleetRowTests {
  /// Goroutines that differ in their label and id, each `created by` one of two that live or one that
  /// has ended.
  private static func senders(_ count: Int, labels: (Int) -> String) -> String {
    (0..<count).map { number in
      """
      goroutine \(100 + number) [chan send, \(10 + number) minutes\(labels(number))]:
      main.leak.func1()
      \t/app/main.go:22 +0x4d
      created by main.leak in goroutine \(number % 3 == 0 ? 1 : 40 + number % 3)
      \t/app/main.go:20 +0x71


      """
    }.joined()
  }

  private static let main = """
    goroutine 1 [IO wait]:
    internal/poll.runtime_pollWait(0x7fb1bd640f00, 0x72)
    \t/usr/local/go/src/runtime/netpoll.go:182 +0x56
    main.main()
    \t/app/main.go:51 +0x10


    """

  private static func rows(_ text: String, minimum: Int = 10) throws -> [FleetRow] {
    let report = Report([try Capture.input(text, name: "pay/7.txt")])
    return report.fleetRows(
      ofDump: 0, origin: CaptureOrigin(service: "pay"), minimum: minimum)
  }

  @Test func `a capture is a row, and goroutines that differ in labels are one more`() throws {
    let text = Self.main + Self.senders(60) { #" labels:{"id": "\#($0)", "tenant": "a"}"# }
    let rows = try Self.rows(text)
    #expect(rows.map(\.capture) == ["pay/7.txt", "pay/7.txt"])
    #expect(rows[0].group == nil)
    #expect((rows[0].goroutines, rows[0].format, rows[0].isTruncated) == (61, .debug2, false))
    let group = try #require(rows[1].group)
    #expect(group.count == 60)
    #expect(group.labels == [Label(key: "tenant", value: "a")])
    #expect(group.ids == 100...159)
    #expect(group.wait == WaitSummary(Array(10...69)))
    #expect((group.creators, group.creatorsGone) == (3, 2))
    #expect(group.site.text == "main.leak.func1 (main.go:22)")
    #expect(group.createdBy == "main.leak")
    #expect(group.finding?.signature == "chan-send-no-receiver")
  }

  @Test func `a small group without a finding is no row`() throws {
    let readers = (0..<9).map { number in
      Self.main.replacing("goroutine 1 ", with: "goroutine \(1 + number) ")
    }.joined()
    #expect(try Self.rows(readers).count == 1)
    #expect(try Self.rows(readers, minimum: 9).count == 2)
    #expect(try Self.rows(readers, minimum: 9)[1].group?.finding == nil)
  }

  @Test func `what cannot be known of a count profile is nil`() throws {
    let text = """
      goroutine profile: total 150
      150 @ 0x43a5d6 0x406f5b 0x406a7d 0x71e5a5 0x46a701
      #\t0x71e5a4\tmain.leak.func1+0x24\t/app/main.go:22


      """
    let group = try #require(try Self.rows(text).last?.group)
    #expect(group.count == 150)
    #expect(group.ids == nil && group.wait == nil && group.creators == nil)
    #expect(group.createdBy == nil)
  }

  @Test(
    arguments: [
      ("{", "is not valid JSON"), (#"{"schema": "x"}"#, #"has no "row""#),
      (
        #"{"schema": "dumpscan/1", "row": "group", "capture": "a"}"#,
        "has the schema 'dumpscan/1'; this version reads 'dumpscan-fleet-map/1'"
      ),
      (
        #"{"schema": "dumpscan-fleet-map/1", "row": "rows", "capture": "a"}"#,
        #""row": expected 'capture' or 'group', found 'rows'"#
      ),
      (
        #"{"schema": "dumpscan-fleet-map/1", "row": "capture", "capture": "a", "captured_at": "noon"}"#,
        #""captured_at": expected a time such as 2026-11-21T08:42:26Z, found 'noon'"#
      ),
      (
        #"{"schema": "dumpscan-fleet-map/1", "row": "group", "capture": "a", "fingerprint": "xyz"}"#,
        #""fingerprint": expected 12 hexadecimal digits, found 'xyz'"#
      ),
      (
        #"{"schema": "dumpscan-fleet-map/1", "row": "group", "capture": "a", "fingerprint": "00000000000a", "count": 9000000000}"#,
        #""count": expected 0 to 4294967296, found 9000000000"#
      ),
      (
        #"{"schema": "dumpscan-fleet-map/1", "row": "group", "capture": "a", "fingerprint": "00000000000a", "count": 1, "signature": "x", "severity": "bad"}"#,
        #""severity": unknown value 'bad'"#
      ),
    ])
  func `a line that is no row says what is wrong`(_ line: String, _ sentence: String) {
    let error = #expect(throws: FleetRowError.self) { try FleetRow(json: Array(line.utf8)) }
    #expect(error?.description == sentence)
  }

  @Test func `labels name the program where all goroutines agree`() throws {
    let text = Self.senders(4) { #" labels:{"instance": "\#($0)", "service": "pay"}"# }
    let dump = try Capture.input(text).dumps[0]
    #expect(CaptureOrigin(of: dump) == CaptureOrigin(service: "pay"))
  }

  @Test func `a redacted instance is the same in every run, and differs between services`() {
    let origins = [("pay", "host-1"), ("pay", "host-1"), ("search", "host-1"), ("pay", "host-2")]
      .map { CaptureOrigin(service: $0, instance: $1, version: "v1").redacted() }
    #expect(origins[0] == origins[1])
    #expect(Set(origins.compactMap(\.instance)).count == 3)
    #expect(origins.allSatisfy { $0.version == "v1" && !($0.instance ?? "").contains("host") })
  }
}
