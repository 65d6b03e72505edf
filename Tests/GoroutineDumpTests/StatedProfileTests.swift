import Foundation
import Testing

@testable import GoroutineDump

/// Profiles that `ProfileWriter` wrote, and what others may make of them.
struct StatedProfileTests {
  private static let text = """
    goroutine 7 [chan send labels:{"empty": "", "state": "paid"}, 3 minutes, locked to thread]:
    main.f()
    \t/src/main.go:9
    ...23 frames elided...
    created by main.g in goroutine 1
    \t/src/main.go:5

    goroutine 8 [chan receive (leaked)]:
    main.h()
    \t/src/main.go:19
    created by main.g in goroutine 1
    \t/src/main.go:6

    """

  private static func profile() throws -> [UInt8] {
    var writer = ProfileWriter()
    writer.add(try GoroutineDumpTests.read(text))
    return try Unzipped.bytes(of: try writer.encoded())
  }

  @Test func `all that the labels say is read`() throws {
    let dump = try DumpReader().read(bytes: try Self.profile()).dumps[0]
    #expect(dump.format == .debug0)
    #expect(dump.problems == [])
    #expect(dump.goroutines.map(\.waitMinutes) == [3, nil])
    #expect(dump.goroutines.map(\.id) == [0, 0])
    #expect(dump.goroutines[0].flags == [.lockedToThread, .init(rawValue: 16)])
    #expect(dump.state(0) == "chan send")
    #expect(dump.labels(0) == ["empty=", "state=paid"])
    #expect(dump.stack(0) == ["main.f /src/main.go:9", "created by main.g /src/main.go:5"])
    #expect(dump.elidedFrames == [23, 0])
    #expect(dump.samples.map(\.isLeaked) == [false, true])
    #expect(dump.samples.allSatisfy { $0.stateSource == .reported })
  }

  @Test(
    arguments: [
      ([], nil), ([1_795_252_841_292_227_164], 1_795_252_841_292_227_164), ([7, 5, 9], 5),
      ([nil, 7], 7),
    ] as [([Int64?], Int64?)])
  func `the earliest time of its dumps is kept`(_ times: [Int64?], _ kept: Int64?) throws {
    var writer = ProfileWriter()
    for time in times.isEmpty ? [nil] : times {
      var dump = try GoroutineDumpTests.read(Self.text)
      #expect(dump.captureTime == nil)
      dump.captureTime = time
      writer.add(dump)
    }
    #expect(try DumpReader().read(bytes: try writer.encoded()).dumps[0].captureTime == kept)
  }

  @Test(arguments: [(0, nil), (1, 1), (UInt64(bitPattern: -1), nil)] as [(UInt64, Int64?)])
  func `a time of 0, or before 1970, is none`(_ time: UInt64, _ read: Int64?) throws {
    var profile = Self.field(1, Self.number(1, 1) + Self.number(2, 2))
    profile += Self.field(2, Self.number(2, 3))
    for text in ["", "goroutine", "count"] { profile += Self.field(6, Array(text.utf8)) }
    let dump = try DumpReader().read(bytes: profile + Self.number(9, time)).dumps[0]
    #expect(dump.captureTime == read)
    #expect(dump.goroutineCount == 3)
  }

  @Test func `without our mark, labels are the goroutine's own`() throws {
    let bytes = try Self.profile()
    let mark = Array(ProfileLabels.marker.utf8)
    let start = try #require(bytes.firstRange(of: mark)?.lowerBound)
    var foreign = bytes
    foreign[start] = UInt8(ascii: "D")
    let dump = try DumpReader().read(bytes: foreign).dumps[0]
    #expect(dump.goroutines.isEmpty)
    #expect(dump.samples.map(\.state.name) == ["runnable", "runnable"])
    #expect(dump.samples.map(\.isLeaked) == [false, false])
    let labels = dump.labels(of: dump.samples[0]).map { "\($0.key)=\($0.value)" }
    #expect(
      labels == [
        "created_at=/src/main.go:5", "created_by=main.g", "elided_frames=23", "empty=",
        "label:state=paid", "locked_to_thread=true", "state=chan send", "wait=3",
      ])
  }

  @Test(arguments: [1 << 20, 1 << 40, Int64.max])
  func `a small file that claims very many goroutines is read as counts`(_ count: Int64) throws {
    let texts = [
      "", "goroutine", "count", ProfileLabels.marker, ProfileLabels.eachGoroutine, "state",
      "select",
    ]
    var profile: [UInt8] = []
    profile += Self.field(1, Self.number(1, 1) + Self.number(2, 2))
    profile += Self.field(
      2, Self.number(2, UInt64(count)) + Self.field(3, Self.number(1, 5) + Self.number(2, 6)))
    for text in texts { profile += Self.field(6, Array(text.utf8)) }
    profile += Self.number(13, 3) + Self.number(13, 4)
    let dump = try DumpReader().read(bytes: profile).dumps[0]
    #expect(dump.samples.map(\.state.name) == ["select"])
    #expect(dump.goroutines.count == (count == 1 << 20 ? 1 << 20 : 0))
    #expect(dump.goroutineCount >= 1 << 20)
  }

  @Test func `no mutation of one crashes the reader`() throws {
    let whole = try Self.profile()
    var random = SystemlessRandom(state: 7)
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0..<(1 + Int(random.next() % 4)) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        }
      }
      if let input = try? DumpReader(threads: 1).read(bytes: bytes) {
        #expect(input.dumps.allSatisfy { $0.goroutineCount >= 0 })
      }
    }
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private static func number(_ field: UInt64, _ value: UInt64) -> [UInt8] {
    varint(field << 3) + varint(value)
  }

  private static func field(_ field: UInt64, _ bytes: [UInt8]) -> [UInt8] {
    varint(field << 3 | 2) + varint(UInt64(bytes.count)) + bytes
  }
}

/// The same numbers in every run.
private struct SystemlessRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
