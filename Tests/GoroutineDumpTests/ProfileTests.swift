import GoroutineDump
import Gzip
import Testing

/// `debug=0`: what `/debug/pprof/goroutine` gives when nobody asks for text.
struct ProfileTests {
  @Test func `reads as the text of the same moment`() throws {
    let text = try Fixture("server/a1-early-return.go1.24.debug1.txt").read().dumps[0]
    let input = try Fixture("server/a1-early-return.go1.24.pb.gz").read()
    let profile = input.dumps[0]
    #expect(input.wrapping == ["gzip"])
    #expect(profile.format == .debug0)
    #expect(profile.profile == "goroutine")
    // Both were asked for one after the other: what the server itself does differs by then.
    #expect(profile.stateCounts["chan send"] == text.stateCounts["chan send"])
    #expect(profile.goroutineCount == 483)
    #expect(profile.captureTime == 1_795_252_841_292_227_164)
    #expect(text.captureTime == nil)
    #expect(profile.problems == [])
    let leak = try #require(profile.samples.first)
    #expect(leak.count == 480)
    #expect(leak.stateSource == .inferred)
    #expect(profile.stack(of: leak) == text.stack(of: try #require(text.samples.first)))
    // The text has the counter of the entry too, which no frame shows.
    #expect(
      profile.programCounters(of: leak) == text.programCounters(of: text.samples[0]).dropLast())
    #expect(leak.hiddenCounters == 3)
  }

  @Test func `labels`() throws {
    let dump = try Fixture("format/labels.go1.27.pb.gz").read().dumps[0]
    let text = try Fixture("format/labels.go1.27.debug1.txt").read().dumps[0]
    let labels = Set(dump.samples.flatMap(dump.labels))
    #expect(labels == Set(text.samples.flatMap(text.labels)))
    #expect(labels.count > 3)
  }

  @Test func `a leak profile marks its goroutines`() throws {
    let dump = try Fixture("server/d1-range-never-closed.go1.27.leakprofile.pb.gz").read().dumps[0]
    #expect(dump.profile == "goroutineleak")
    #expect(dump.samples.allSatisfy { $0.isLeaked })
  }

  @Test func `names of hidden frames tell the state, counters tell a nil channel`() throws {
    let states = try Fixture("server/e1-nil-channels.go1.24.pb.gz").read().dumps[0].stateCounts
    #expect(states["chan send (nil chan)", default: 0] > 0)
    #expect(states["chan receive (nil chan)", default: 0] > 0)
    #expect(states["unknown"] == nil)
  }

  @Test func `bare, without gzip`() throws {
    let fixture = Fixture("format/labels.go1.27.pb.gz")
    let whole = try fixture.read()
    let bare = try DumpReader().read(bytes: try fixture.unzipped())
    #expect(bare.wrapping == [])
    #expect(bare.dumps[0].stateCounts == whole.dumps[0].stateCounts)
  }

  @Test func `cut or damaged, it is told and never read halfway`() throws {
    let bytes = try Fixture("format/labels.go1.27.pb.gz").unzipped()
    for length in stride(from: 20, to: bytes.count - 1, by: 37) {
      let cut = Array(bytes[..<length])
      if let input = try? DumpReader().read(bytes: cut) {
        // Cut between two fields: the names stand at the end, and are missing.
        #expect(input.dumps[0].goroutineCount > 0)
      }
    }
  }

  @Test(arguments: [
    ("heap profile: 3: 1024 [9: 4096] @ heap/1048576\n1: 512 [1: 512] @ 0x401000\n", "heap"),
    ("--- contention:\ncycles/second=2445394485\n1048893828 19 @ 0x4e408c 0x4e405a\n", "block"),
    ("--- mutex:\ncycles/second=2445394485\nsampling period=1\n180 3 @ 0x4e408c\n", "mutex"),
  ])
  func `another kind of profile is named, as text too`(_ text: String, kind: String) {
    #expect(throws: DumpError.notADump(path: "-", what: "a \(kind) profile")) {
      try DumpReader().read(bytes: Array(text.utf8))
    }
  }

  @Test func `an execution trace is named`() {
    let bytes = Array("go 1.27 trace\0\0\0".utf8) + Array(repeating: 0x2a, count: 100)
    #expect(
      throws: DumpError.notADump(path: "-", what: "an execution trace (go tool trace)")
    ) { try DumpReader().read(bytes: bytes) }
  }

  @Test func `a CPU profile is known, which begins with its time`() {
    // time_nanos: 1780000000000000000; then as below.
    let bytes: [UInt8] = [
      0x48, 0x80, 0x80, 0xe4, 0xc6, 0xc5, 0xbb, 0xf9, 0xd9, 0x18, 0x0a, 4, 8, 1, 16, 2, 0x0a, 4, 8,
      1, 16, 2, 0x32, 0,
      0x32,
      3, 0x63, 0x70, 0x75, 0x32, 5, 0x63, 0x6f, 0x75, 0x6e, 0x74,
    ]
    #expect(throws: DumpError.notADump(path: "-", what: "a CPU profile")) {
      try DumpReader().read(bytes: bytes)
    }
  }

  @Test func `another kind of profile is named`() {
    // sample_type {type: 1, unit: 2} twice; string_table "", "cpu", "count".
    let bytes: [UInt8] = [
      0x0a, 4, 8, 1, 16, 2, 0x0a, 4, 8, 1, 16, 2, 0x32, 0, 0x32, 3, 0x63, 0x70, 0x75, 0x32, 5,
      0x63, 0x6f, 0x75, 0x6e, 0x74,
    ]
    #expect(throws: DumpError.notADump(path: "-", what: "a CPU profile")) {
      try DumpReader().read(bytes: bytes)
    }
  }
}
