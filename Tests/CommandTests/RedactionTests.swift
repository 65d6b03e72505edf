import Testing

/// `--redact`: what no output of any command may show.
struct RedactionTests {
  /// Every word that must not come out, wherever it stands in the dump.
  private static let secrets = [
    "alice", "bobby", "carol", "BUILD7", "hunter2", "acme-bank", "deadbeef", "c000f00d",
    "7ffc0ffee",
    "davesfolder", "/home/", "Users",
  ]

  /// 60 senders that wait for long, locks held crosswise, labels, a panic.
  private static func dump(_ senders: Int) -> String {
    var text = "panic: login failed: password=hunter2 at /home/alice/pay/login.go:3\n\n"
    for number in 0..<senders {
      text += """
        goroutine \(100 + number) [chan send labels:{"tenant": "acme-bank"}, \(40 + number) minutes]:
        main.(*shop).send(0xc0deadbeef, {0x7ffc0ffee00, 0x2})
        \t/home/alice/pay/send.go:22 +0x4d
        _/home/carol/old.run(0xc000f00d40)
        \tC:\\Users\\bobby\\pay\\old.go:7 +0x1
        created by main.start in goroutine 1
        \t\\\\BUILD7\\share\\pay\\main.go:20 +0x71


        """
    }
    for number in 0..<2 {
      text += """
        goroutine \(900 + number) [sync.Mutex.Lock, 50 minutes]:
        sync.(*Mutex).Lock(0xc000f00d\(number)0)
        \t/usr/local/go/src/sync/mutex.go:90 +0x1
        main.lock\(number)(0xc000f00d\(1 - number)0)
        \t/home/alice/pay/lock.go:\(number + 5) +0x4d
        created by main.start in goroutine 1
        \t/home/alice/pay/main.go:30 +0x71


        """
    }
    return text
  }

  private static let formats = [
    "text", "json", "ndjson", "csv", "github", "markdown", "sarif", "junit", "gitlab",
  ]

  /// Every command, in every form that it writes.
  static let commands: [String] = {
    let dumps = "davesfolder/a.txt davesfolder/b.txt"
    var all = formats.map { "dumpscan --redact --format \($0) \(dumps)" }
    all += formats.map { "dumpscan gate --redact --format \($0) \(dumps) davesfolder/none.txt" }
    all += formats.map {
      "dumpscan --redact --report \($0)=out.file \(dumps) >/dev/null; cat out.file"
    }
    for command in ["diff", "trend"] {
      all += ["text", "json", "html"].map { "dumpscan \(command) --redact --format \($0) \(dumps)" }
    }
    for key in ["stack,creator,package", "label:tenant", "site,entry,top"] {
      all.append("dumpscan --redact --label tenant=acme --by \(key) \(dumps)")
    }
    for format in ["folded", "debug2 --deduplicate", "debug2 --plain", "dot", "dot --graph locks"] {
      all.append("dumpscan convert --redact --to \(format) davesfolder/a.txt")
    }
    all += [
      "dumpscan convert --redact --to ndjson \(dumps)",
      "dumpscan convert --redact --to pprof \(dumps) | gzip -d",
      "dumpscan --redact $PWD/davesfolder/a.txt",
      "dumpscan baseline --redact --allow-truncated \(dumps)",
    ]
    return all
  }()

  @Test(arguments: commands)
  func `nothing secret comes out`(_ line: String) throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("davesfolder/a.txt", Self.dump(60))
    try command.write("davesfolder/b.txt", Self.dump(200))
    let outcome = try command.run(line)
    #expect(outcome.status == 0 || outcome.status == 1 || outcome.status == 66)
    #expect(!outcome.output.isEmpty)
    for secret in Self.secrets {
      // A folder's name stands in a message of standard error, as it was given.
      let told = secret == "davesfolder" ? outcome.output : outcome.output + outcome.error
      #expect(!told.contains(secret), "\(secret) in: \(told)")
    }
  }

  @Test func `without it, the same commands show them`() throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("davesfolder/a.txt", Self.dump(60))
    let shown = try ["--format json", "--by label:tenant"].map {
      try command.run("dumpscan \($0) davesfolder/a.txt").output
    }.joined()
    let text = try command.run("dumpscan convert --to debug2 davesfolder/a.txt").output
    for secret in Self.secrets { #expect((shown + text).contains(secret), "\(secret)") }
  }

  @Test func `what is needed to find the place stays, and the findings are the same`() throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("davesfolder/a.txt", Self.dump(60))
    let plain = try command.run("dumpscan --format json davesfolder/a.txt").output
    let redacted = try command.run("dumpscan --redact --format json davesfolder/a.txt").output
    let signatures = { (text: String) in
      text.split(separator: "\n").compactMap { line in
        line.firstRange(of: #""signature": ""#).map { line[$0.upperBound...].prefix { $0 != "," } }
      }
    }
    #expect(signatures(plain).count > 2)
    #expect(signatures(redacted) == signatures(plain))
    #expect(redacted.contains(#""file": "~/pay/send.go", "line": 22"#))
    #expect(redacted.contains(#""file": "~\\pay\\old.go", "line": 7"#))
    #expect(redacted.contains(#""file": "\\\\redacted\\share\\pay\\main.go", "line": 20"#))
    #expect(redacted.contains(#""function": "_~/old.run""#))
    #expect(redacted.contains(#""labels": {"tenant": "redacted 1"}"#))
    #expect(redacted.contains(#""message": "panic: (redacted)""#))
    #expect(redacted.contains(#""path": "a.txt""#))
  }

  @Test(
    arguments: ["trend --redact", "diff --redact", "trend", "diff"],
    [
      ("labels: {tenant: acme-bank}", 0), ("labels: {tenant: 'redacted 1'}", 1),
      ("anyFrame: _/home/carol/old.run", 0), ("anyFrame: _~/old.run", 1),
    ])
  func `what is expected is told by the whole dump`(
    _ line: String, _ expectation: (text: String, status: Int32)
  ) throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("a.txt", Self.dump(60))
    try command.write("b.txt", Self.dump(200))
    try command.write(".dumpscan.yml", "expect: [{\(expectation.text)}]")
    let outcome = try command.run("dumpscan \(line) --fail-on-growth a.txt b.txt")
    #expect(outcome.status == expectation.status, "\(outcome.output)\(outcome.error)")
  }

  @Test func `groups that differ only by somebody's home stay apart`() throws {
    let command = try Command()
    defer { command.remove() }
    let dump = { (count: Int) in
      ["alice", "bobby"].enumerated().map { place, name in
        (0..<count).map { number in
          """
          goroutine \(place * 1000 + number + 1) [chan send]:
          _/home/\(name)/pay.run()
          \t/home/\(name)/pay/main.go:7 +0x1


          """
        }.joined()
      }.joined()
    }
    try command.write("a.txt", dump(20))
    try command.write("b.txt", dump(40))
    for line in ["trend", "diff"] {
      let plain = try command.run("dumpscan \(line) --format json a.txt b.txt").output
      let outcome = try command.run("dumpscan \(line) --redact --format json a.txt b.txt")
      let groups = outcome.output.split(separator: "\n").filter { $0.contains("fingerprint") }
      #expect(groups.count == 2)
      #expect(
        groups.allSatisfy { $0.contains(#""function": "_~/pay.run", "file": "~/pay/main.go""#) })
      let redacted = plain.replacing("/home/alice/", with: "~/").replacing(
        "/home/bobby/", with: "~/")
      #expect(outcome.output == redacted)
    }
  }
}
