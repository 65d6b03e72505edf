import Foundation
import Testing

/// The map of a fleet, and its ranking, by the command itself.
@Suite struct FleetTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/server")

  private static let pattern = "--path-pattern '{service}/{instance}/{time}.txt'"

  /// Runs a script beside `captures`: on the 29th, two services are healthy; on the 30th, `pay` leaks
  /// in two of three instances, and a capture of `search` failed.
  private func run(_ script: String) throws -> Command.Outcome {
    let command = try Command()
    defer { command.remove() }
    let healthy = try Data(contentsOf: Self.fixtures.appending(path: Self.healthy))
    let leaking = try Data(contentsOf: Self.fixtures.appending(path: Self.leaking))
    for number in 1...3 {
      let names = ["captures/pay/p\(number)", "captures/search/s\(number)"]
      for name in names { try command.write("\(name)/20261129T080000.txt", healthy) }
      try command.write("\(names[0])/20261130T080000.txt", number < 3 ? leaking : healthy)
      try command.write("\(names[1])/20261130T080000.txt", number < 3 ? healthy : Data())
    }
    return try command.run(script)
  }

  private static let healthy = "h-worker-pool-recv.go1.19.debug2.txt"
  private static let leaking = "a1-early-return.go1.19.debug2.txt"

  @Test func `the map has a row for each capture, also for a failed one`() throws {
    let outcome = try run(
      """
      dumpscan --format ndjson --fleet captures \(Self.pattern) > map.ndjson || exit 1
      grep -c '"row": "capture"' map.ndjson; grep -c '"row": "group"' map.ndjson
      grep '"format": null' map.ndjson
      """)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(
      outcome.error
        == "dumpscan: note: 1 of 12 captures could not be read; its row says why\n")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.prefix(2) == ["12", "11"])
    #expect(
      lines[2].hasPrefix(
        #"{"schema": "dumpscan-fleet-map/1", "row": "capture", "service": "search", "#
          + #""instance": "s3", "version": null, "captured_at": "2026-11-30T08:00:00Z", "#
          + #""capture": "captures/search/s3/20261130T080000.txt", "format": null, "#
          + #""truncated": null, "dump_goroutines": null, "#
          + #""problem": "is empty; did the capture fail?", "#))
  }

  @Test func `captures and rows of them are ranked alike, on any number of threads`() throws {
    let outcome = try run(
      """
      dumpscan fleet captures \(Self.pattern) --format json > a 2>/dev/null
      dumpscan fleet captures \(Self.pattern) --format json --threads 1 > b 2>/dev/null
      dumpscan --format ndjson --fleet captures \(Self.pattern) 2>/dev/null | tee map.ndjson |
        dumpscan fleet --format json > c
      tac map.ndjson > d.ndjson; dumpscan fleet d.ndjson --format json > d
      cmp a b && cmp a c && cmp a d && cat a
      """)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(
      outcome.output.contains(
        #"{"rank": 1, "isNew": true, "service": "pay", "signature": "chan-send-no-receiver""#))
    #expect(
      outcome.output.contains(
        #""hitInstances": 2, "instances": 3, "rms": 130.639, "peak": 160, "peakInstance": "p1""#))
    #expect(outcome.output.contains(#""growth": 106.667"#))
    #expect(outcome.error == "")
  }

  @Test func `issues are files, one for each owner`() throws {
    let outcome = try run(
      """
      printf '/pay/ @org/team-pay\\n' > OWNERS
      dumpscan fleet captures \(Self.pattern) --owners OWNERS --issues out -o text 2>/dev/null
      ls out; head -n 1 out/org-team-pay.md
      """)
    #expect(
      outcome.output
        == "org-team-pay.md\n# Goroutine leak in pay: chan-send-no-receiver\n")
  }

  @Test func `a known finding is left out`() throws {
    let outcome = try run(
      """
      echo 'pay * *.BestQuote.func1' > known
      dumpscan fleet captures \(Self.pattern) --known-benign known 2>/dev/null | head -n 3
      echo 'pay *' > known; dumpscan fleet captures --known-benign known; echo $?
      """)
    #expect(
      outcome.output == """
        no findings in 2 services (5 instances, 6 captures) on 2026-11-30
        1 capture of that day could not be read
        1 finding known to be benign
        78

        """)
    #expect(
      outcome.error
        == "dumpscan: error: known: line 1: expected SERVICE SIGNATURE SITE, found 2 words\n")
  }

  @Test(
    arguments: [
      ("dumpscan --fleet captures", 64, "--fleet requires --format ndjson"),
      ("dumpscan --tag service=pay captures", 64, "--tag requires --fleet"),
      (
        "dumpscan --format ndjson --fleet --tree captures", 64,
        "--fleet and --tree cannot be combined"
      ),
      (
        "dumpscan fleet --tag pod=1 captures", 64,
        "unknown tag 'pod'; tags are service, instance, version, time"
      ),
      ("dumpscan fleet --day monday captures", 64, "expected a date such as 2026-11-21"),
      ("dumpscan fleet --min-peak 0 captures", 64, "--min-peak must be 1 or more"),
      ("dumpscan fleet none.ndjson", 66, "none.ndjson: file not found"),
      ("dumpscan fleet none", 66, "none: file not found"),
      (
        "dumpscan fleet captures/search/s3/20261130T080000.txt", 65,
        "1 of 1 capture could not be read"
      ),
      ("echo '{}' | dumpscan fleet", 65, #"standard input:1: has no "schema""#),
      ("printf '\\n\\nx' > x.ndjson; dumpscan fleet x.ndjson", 65, "x.ndjson:3: is not valid JSON"),
      ("dumpscan fleet --owners none captures", 66, "none: file not found"),
    ] as [(String, Int32, String)])
  func `what is wrong is said, and has its exit status`(
    _ script: String, _ status: Int32, _ sentence: String
  ) throws {
    let outcome = try run(script)
    #expect(outcome.status == status, "\(outcome.error)")
    #expect(outcome.error.contains(sentence), "\(outcome.error)")
  }

  @Test func `files that the pattern does not match, and other profiles, are skipped`() throws {
    let outcome = try run(
      """
      echo hello > captures/pay/p1/README
      dumpscan --format ndjson --fleet captures \(Self.pattern) | grep -c README
      """)
    #expect(outcome.output == "0\n")
    #expect(
      outcome.error.contains(
        "note: 1 file skipped that --path-pattern does not match (captures/pay/p1/README)\n"))
  }

  @Test func `tags are stronger than the path, and the path than the name`() throws {
    let outcome = try run(
      """
      cd captures; dumpscan --format ndjson --fleet --tag service=x --tag version=v1.2 \
        --tag time=2026-11-01T00:00:00Z --path-pattern '{service}/{instance}/*.txt' \
        pay/p1/20261130T080000.txt | head -n 1 | cut -d, -f3-7
      dumpscan --format ndjson --fleet < pay/p1/20261130T080000.txt | head -n 1 | cut -d, -f3-7
      """)
    #expect(
      outcome.output == """
         "service": "x", "instance": "p1", "version": "v1.2", "captured_at": \
        "2026-11-01T00:00:00Z", "capture": "pay/p1/20261130T080000.txt"
         "service": null, "instance": null, "version": null, "captured_at": null, "capture": "-"

        """)
  }

  @Test func `redacted rows name neither instances nor folders, and are ranked alike`() throws {
    let outcome = try run(
      """
      dumpscan --format ndjson --fleet captures \(Self.pattern) --redact 2>/dev/null > map.ndjson
      grep -c -e 'captures/' -e '"p1"' map.ndjson; grep -o '"capture": "[^"]*"' map.ndjson | sort -u | wc -l
      dumpscan fleet map.ndjson --format json | grep -o '"hitInstances": 2, "instances": 3'
      """)
    #expect(outcome.output == "0\n12\n\"hitInstances\": 2, \"instances\": 3\n")
  }

  @Test func `an archive's members are captures`() throws {
    let outcome = try run(
      """
      tar czf pay.tgz -C captures pay && dumpscan --format ndjson --fleet pay.tgz \(Self.pattern) |
        grep '"row": "capture"' | cut -d, -f3,4,6,7 | tail -n 1
      """)
    #expect(
      outcome.output == """
         "service": "pay", "instance": "p3", "captured_at": "2026-11-30T08:00:00Z", \
        "capture": "pay.tgz:pay/p3/20261130T080000.txt"

        """)
  }
}
