import Foundation
import GoroutineDump
import LeakAnalysis
import Synchronization
import Testing

@testable import Reporting

/// What comes out of `dumpscan convert`, read back or word for word.
struct ConversionTests {
  static let dumps = ConversionFixture.all

  @Test func `there are dumps to convert`() { #expect(Self.dumps.count > 40) }

  @Test(arguments: dumps)
  func `a profile reads back as the same groups`(_ fixture: ConversionFixture) throws {
    let dump = try fixture.dump()
    let back = try Converted.pprof([dump])
    #expect(Described(back) == Described(dump))
    #expect(back.dump.isTruncated == dump.dump.isTruncated)
    #expect(back.dump.failure == dump.dump.failure)
    #expect(back.dump.profile == dump.dump.profile)
  }

  @Test(arguments: dumps)
  func `debug=2 text reads back as the same goroutines`(_ fixture: ConversionFixture) throws {
    let dump = try fixture.dump()
    guard dump.dump.format == .debug2 || dump.dump.format == .crash, dump.dump.goroutineCount > 0
    else { return }
    let text = Sample.written { Debug2Text(dump).write(to: $0) }
    let back = try DumpReader().read(bytes: Array(text.utf8)).dumps
    try #require(back.count == 1)
    #expect(back[0].problems == [])
    // In these, the arguments are made up: no two goroutines print a frame alike.
    let isMadeUp = fixture.name.hasPrefix("reconstructed/")
    let goroutines = Described(DumpAnalysis(back[0], name: "x"), addresses: !isMadeUp).goroutines
    #expect(goroutines == Described(dump, addresses: !isMadeUp).goroutines)
    if isMadeUp { return }
    // Written again, it is the same text: nothing is left to normalise.
    #expect(
      Sample.written { Debug2Text(DumpAnalysis(back[0], name: "x")).write(to: $0) } == text)
  }

  @Test(arguments: dumps)
  func `every form counts every goroutine`(_ fixture: ConversionFixture) throws {
    let dump = try fixture.dump()
    let total = dump.dump.goroutineCount
    let folded = Sample.written { FoldedStacks([dump]).write(to: $0) }
    let counts = folded.split(separator: "\n").map { $0.split(separator: " ").last ?? "" }
    #expect(counts.reduce(0) { $0 + (Int($1) ?? -1_000_000) } == total)
    let lines = Sample.written { GoroutineLines([dump]).write(to: $0) }.split(separator: "\n")
    let sum = lines.reduce(0) { sum, line in
      let digits = line.split(separator: #""count": "#).dropFirst().first?.prefix { $0.isNumber }
      return sum + (digits.flatMap { Int($0) } ?? -1_000_000)
    }
    #expect(sum == total)
  }

  @Test func `a goroutine's own label called state is no state`() throws {
    let text = """
      goroutine 5 [chan send labels:{"created_by": "me", "label:x": "y", "state": "paid"}]:
      main.f()
      \t/src/main.go:9
      created by main.g in goroutine 1
      \t/src/main.go:5

      """
    let back = try Converted.pprof([Sample.analysis(text)])
    #expect(back.groups.map(\.state.name) == ["chan send"])
    #expect(
      back.dump.labels(of: back.dump.samples[0]) == [
        Label(key: "created_by", value: "me"), Label(key: "label:x", value: "y"),
        Label(key: "state", value: "paid"),
      ])
    let creator = try #require(back.groups[0].creator)
    #expect(back.place(creator) == Place(function: "main.g", file: "/src/main.go", line: 5))
  }

  @Test func `several dumps in one profile are told apart`() throws {
    let a = try DumpAnalysis(Sample.input(Sample.senders).dumps[0], name: "a.txt")
    let b = try DumpAnalysis(Sample.input(Sample.senders).dumps[0], name: "b.txt")
    let back = try Converted.pprof([a, b])
    #expect(back.dump.goroutineCount == 8)
    let captures = back.dump.samples.map { back.dump.labels(of: $0) }
    #expect(
      Set(captures) == [
        [Label(key: "capture", value: "a.txt")], [Label(key: "capture", value: "b.txt")],
      ])
  }

  @Test func `debug=2 in full`() throws {
    let dump = try Sample.analysis(Self.odd)
    #expect(
      Sample.written { Debug2Text(dump).write(to: $0) } == """
        goroutine 7 [chan send labels:{"k": "a\\"b"}, 3 minutes, locked to thread]:
        main.(*T).f(0xc000012018, 0x2?)
        \t/src/a b/main.go:22
        main.g(...)
        created by main.h in goroutine 1
        \t/src/main.go:20

        goroutine 8 [chan send (leaked)]:
        main.(*T).f(0xc000012018)
        \t/src/a b/main.go:22
        ...23 frames elided...


        """)
  }

  private static let odd = """
    goroutine 7 [chan send, 3 minutes, locked to thread] {"k": "a\\"b"}:
    main.(*T).f(0xc000012018, 0x2?)
    \t/src/a b/main.go:22 +0x4d
    main.g(...)
    created by main.h in goroutine 1
    \t/src/main.go:20 +0x71

    goroutine 8 [chan send (leaked)]:
    main.(*T).f(0xc000012018)
    \t/src/a b/main.go:22 +0x4d
    ...23 frames elided...

    """

  @Test func `debug=2, plain and deduplicated`() throws {
    let dump = try Sample.analysis(Self.odd)
    #expect(
      Sample.written { Debug2Text(dump, deduplicated: true, plain: true).write(to: $0) } == """
        goroutine 7 [chan send, 3 minutes, locked to thread]:
        main.(*T).f(0xc000012018, 0x2?)
        \t/src/a b/main.go:22
        main.g(...)
        \t??:0
        created by main.h in goroutine 1
        \t/src/main.go:20

        goroutine 8 [chan send (leaked)]:
        main.(*T).f(0xc000012018)
        \t/src/a b/main.go:22
        ...additional frames elided...


        """)
    let senders = try Sample.analysis(Sample.senders)
    let text = Sample.written { Debug2Text(senders, deduplicated: true).write(to: $0) }
    #expect(
      text.split(separator: "\n").filter { $0.hasPrefix("#") || $0.hasPrefix("goroutine") } == [
        "# 3 goroutines waiting for 3m to 2h27m, median 40m",
        "goroutine 9 [chan send, 147 minutes]:", "# 1 goroutine", "goroutine 1 [IO wait]:",
      ])
  }

  @Test func `nothing that steers a terminal comes out`() throws {
    let text = """
      panic: \u{202e}boom\u{7}

      goroutine 7 [odd\u{200b}state labels:{"k\\x1b[2J": "v\\x1b]0;title\\a"}]:
      main.\u{202e}f()
      \t/src/\u{2066}main.go:9
      created by main.\u{85}g in goroutine 1
      \t/src/\u{feff}main.go:5

      """
    let dump = try Sample.analysis(text)
    let report = Report([try Sample.input(text)])
    #expect(dump.dump.labels(of: dump.dump.samples[0])[0].value.contains("\u{1b}"))
    let pieces = Mutex<[UInt8]>([])
    try PprofProfile([dump]).write(to: ReportOutput { piece in pieces.withLock { $0 += piece } })
    let profile = try DumpReader().read(bytes: pieces.withLock { $0 }).dumps[0]
    let names = profile.symbols.functions.joined() + profile.symbols.files.joined()
    let outputs = [
      Sample.written { Debug2Text(dump).write(to: $0) },
      Sample.written { Debug2Text(dump, deduplicated: true, plain: true).write(to: $0) },
      Sample.written { FoldedStacks([dump], showsState: true).write(to: $0) },
      Sample.written { GoroutineLines([dump]).write(to: $0) },
      Sample.written { CreatorGraph(dump).write(to: $0) },
      Sample.written { WaitForGraph(dump, WaitOverview(dump)).write(to: $0) },
      Sample.written { GoroutineText(report, id: 7, options: TextOptions()).write(to: $0) },
      names + profile.labelSets.joined().map { $0.key + $0.value }.joined()
        + profile.samples.map(\.state.name).joined() + (profile.failure?.message ?? ""),
    ]
    for output in outputs {
      let steering = output.unicodeScalars.filter {
        Sanitizer.isUnsafe($0) && $0 != "\n" && $0 != "\t"
      }
      #expect(steering.isEmpty, "\(output)")
    }
  }

  @Test func `the ancestors that the runtime kept stand below a goroutine`() throws {
    let report = Report([
      try Sample.input(
        """
        goroutine 7 [select]:
        main.f()
        \t/app/a.go:1 +0x1
        created by main.g in goroutine 3
        \t/app/a.go:2 +0x1
        [originating from goroutine 3]:
        main.g(...)
        \t/app/a.go:2 +0x1
        main.serve(...)
        \t/app/a.go:9 +0x1
        [originating from goroutine 1]:
        main.main(...)
        \t/app/a.go:3 +0x1

        """)
    ])
    let text = Sample.written {
      GoroutineText(report, id: 7, options: TextOptions()).write(to: $0)
    }
    #expect(
      text.hasSuffix(
        """
        STARTED BY
          goroutine 3, which has ended or is not in the dump

        ANCESTORS as they were when they started it or each other
          goroutine 3
            main.g  a.go:2
            main.serve  a.go:9
          goroutine 1
            main.main  a.go:3

        """), "\(text)")
  }

  @Test func `folded stacks`() throws {
    let dump = try Sample.analysis(
      Sample.senders.replacing("main.leakGrs.func1", with: "main.F[struct { a int; b int }]"))
    #expect(
      Sample.written { FoldedStacks([dump, dump], showsState: true).write(to: $0) } == """
        main.F[struct { a int, b int }];[chan send] 6
        main.main;net/http.(*Server).Serve;internal/poll.runtime_pollWait;[IO wait] 2

        """)
  }

  @Test func `a goroutine on a line`() throws {
    let dump = try Sample.analysis(Sample.senders)
    let lines = Sample.written { GoroutineLines([dump]).write(to: $0) }.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(
      lines[2] == """
        {"capture": "dump.txt", "goroutine": 9, "count": 1, "state": "chan send", \
        "stateSource": "reported", "leaked": false, "waitMinutes": 147, "lockedToThread": false, \
        "fingerprint": "\(Self.fingerprint(dump))", "createdBy": {"function": "main.leakGrs", \
        "file": "/home/u/app/main.go", "line": 20, "goroutine": 1}, "labels": {}, \
        "stack": [{"function": "main.leakGrs.func1", "file": "/home/u/app/main.go", "line": 22}]}
        """)
  }

  private static func fingerprint(_ dump: DumpAnalysis) -> String {
    FingerprintTable(dump).fingerprint(of: dump.groups[0]).description
  }

  @Test func `who started whom`() throws {
    let text =
      Sample.senders + """

        goroutine 20 [select]:
        main.<b>&\\N.run()
        \t/src/main.go:1
        created by main.gone in goroutine 12345
        \t/src/main.go:2

        """
    let dump = try Sample.analysis(text)
    #expect(
      Sample.written { CreatorGraph(dump).write(to: $0) } == #"""
        digraph creators {
          rankdir=LR;
          node [shape=box, style=rounded, fontname="sans-serif", fontsize=10];
          edge [fontname="sans-serif", fontsize=9];
          n0 [label="main.leakGrs.func1\n3 goroutines\n3 chan send"];
          n1 [label="main.main\n1 goroutine\n1 IO wait"];
          n2 [label="main.<b>&amp;\\N.run\n1 goroutine\n1 select"];
          n3 [label="main.gone\n(not in the dump)", style=dashed];
          n1 -> n0 [label="3\nmain.leakGrs\nmain.go:20"];
          n3 -> n2 [label="1\nmain.go:2"];
        }

        """#)
    #expect(DotWriter.label(["a\"b", "c\\d\ne\u{1b}"]) == #""a\"b\nc\\d e\\u{1b}""#)
  }

  @Test(.enabled(if: Tool.dot.isExpected), arguments: dumps)
  func `Graphviz takes both graphs`(_ fixture: ConversionFixture) throws {
    let dump = try fixture.dump()
    guard dump.groups.count < 200 else { return }
    for graph in [
      Sample.written({ CreatorGraph(dump).write(to: $0) }),
      Sample.written({ WaitForGraph(dump, WaitOverview(dump)).write(to: $0) }),
    ] {
      let outcome = try Tool.dot.run(["-Tplain", "-o/dev/null"], graph)
      #expect(outcome == Tool.Outcome(status: 0, output: ""))
    }
  }

  @Test func `two that wait for each other's locks are a ring`() throws {
    let dump = try ConversionFixture(name: "server/l4-abba.go1.19.debug2.txt").dump()
    let graph = WaitOverview(dump)
    let ring = graph.waits.filter { wait in
      wait.blockers.contains { blocker in
        graph.waits.contains { $0.address != wait.address && $0.groups.contains(blocker.group) }
      }
    }
    #expect(ring.count == 2)
    let text = Sample.written { WaitForGraph(dump, WaitOverview(dump)).write(to: $0) }
    #expect(text.split(separator: "\n").count { $0.contains("may be held by goroutine") } >= 2)
    let hidden = Sample.written { WaitForGraph(dump, graph, showsAddresses: false).write(to: $0) }
    #expect(!hidden.contains("0xc0"))
    #expect(hidden.contains("lock 1"))
  }
}

/// Conversions read back.
enum Converted {
  static func pprof(_ dumps: [DumpAnalysis]) throws -> DumpAnalysis {
    let pieces = Mutex<[UInt8]>([])
    try PprofProfile(dumps).write(to: ReportOutput { piece in pieces.withLock { $0 += piece } })
    let input = try DumpReader().read(bytes: pieces.withLock { $0 }, path: "x.pb.gz")
    try #require(input.wrapping == ["gzip"])
    try #require(input.dumps.count == 1)
    return DumpAnalysis(input.dumps[0], name: "x.pb.gz")
  }
}

/// All that a conversion must keep, as text.
struct Described: Equatable {
  /// State, source, mark, count, waits, threads, labels, frames, creator; sorted.
  var groups: [String] = []
  /// Id, creator, wait, flags, address and group of each goroutine, in the order of the text.
  var goroutines: [String] = []

  static func == (a: Described, b: Described) -> Bool { a.groups == b.groups }

  init(_ analysis: DumpAnalysis, addresses: Bool = true) {
    var names: [Int: String] = [:]
    for group in analysis.groups {
      let sample = analysis.dump.samples[group.sample]
      let stack = analysis.dump.symbols.stacks[Int(sample.stack)]
      var name = "\(group.state.name) \(sample.stateSource) \(group.isLeaked) "
      name += analysis.dump.labels(of: sample).map { "\($0.key)=\($0.value)" }
        .joined(separator: ",")
      for frame in analysis.frames(of: group) { name += " | \(analysis.place(frame))" }
      name += " elided \(stack.elidedFrames)"
      if let creator = group.creator { name += " by \(analysis.place(creator))" }
      names[group.sample] = name
      let wait = group.wait.map { "\($0.min) \($0.median) \($0.max)" } ?? "-"
      groups.append("\(group.count) \(wait) \(sample.lockedToThread) \(name)")
    }
    groups.sort()
    for record in analysis.dump.goroutines {
      goroutines.append(
        "\(record.id) \(record.creator) \(record.waitMinutes ?? -1) \(record.flags.rawValue) "
          + "\(addresses ? record.address : 0) \(names[Int(record.sample)] ?? "")")
    }
  }
}

/// A dump of the folder `Fixtures`, of any format.
struct ConversionFixture: CustomTestStringConvertible, Sendable {
  let name: String
  var testDescription: String { name }

  func dump() throws -> DumpAnalysis {
    let path = Published.fixtures.appending(path: name).path
    return DumpAnalysis(try DumpReader(threads: 1).read(path: path).dumps[0], name: name)
  }

  static let all: [ConversionFixture] = {
    let endings = [".debug1.txt", ".debug2.txt", ".stderr.txt", ".txt.gz", ".pb.gz"]
    let real = ["real/", "reconstructed/"]
    return Published.files.filter { file in
      !file.hasPrefix("series/")
        && (endings.contains { file.hasSuffix($0) }
          || real.contains { file.hasPrefix($0) } && file.hasSuffix(".txt"))
    }.map { ConversionFixture(name: $0) }.filter { (try? $0.dump()) != nil }
  }()
}
