import Testing

@testable import ModelContext

/// What the tools answer.
struct ToolTests {
  private func call(
    _ tool: String, _ arguments: String, isRedacted: Bool = false,
    files: [String: String] = ["dump.txt": SampleDumps.senders]
  ) throws -> TestClient.Outcome {
    let client = try TestClient(isRedacted: isRedacted, files: files)
    defer { client.remove() }
    return try client.call(tool, arguments)
  }

  private func first(_ list: String, _ outcome: TestClient.Outcome) throws -> JSON {
    guard case .array(let elements) = outcome.data[list], let first = elements.first else {
      throw TestClient.UnexpectedAnswer(lines: ["no \(list) in \(outcome.data)"])
    }
    return first
  }

  @Test func `a dump is analyzed`() throws {
    let outcome = try call("analyze_dump", #"{"paths":["dump.txt"]}"#)
    #expect(!outcome.isError)
    #expect(
      outcome.text.hasPrefix(
        """
        dump.txt  debug=2  4 goroutines in 2 groups

        1 warning
          1  warning  3  3m-2h27m  main.send  send.go:22  chan-send-no-receiver

        """))
    #expect(outcome.text.hasSuffix("  2      1  running    <1m       main.main  main.go:51"))
    #expect(outcome.data["goroutines"] == 4)
    #expect(outcome.data["nextOffset"] == 0)
    let finding = try first("findings", outcome)
    #expect(finding["id"] == "f1")
    #expect(finding["signature"] == "chan-send-no-receiver")
    #expect(finding["severity"] == "warning")
    #expect(finding["waitMinutes"] == ["max": 147, "median": 40, "min": 3])
    #expect(
      finding["site"] == [
        "file": "/home/alice/pay/send.go", "function": "main.send", "line": 22,
      ])
    #expect(finding["goroutineIDs"] == nil)
    let group = try first("groups", outcome)
    #expect(group["group"] == 1)
    #expect(group["fingerprint"] == "e9937727064e")
    #expect(
      outcome.data["omitted"] == ["dumps": 0, "findings": 0, "groups": 0, "states": 0])
  }

  @Test func `ids come where they are asked for`() throws {
    let outcome = try call("analyze_dump", #"{"paths":["dump.txt"],"ids":true}"#)
    #expect(try first("findings", outcome)["goroutineIDs"] == [7, 8, 9])
    let group = try call("show_group", #"{"path":"dump.txt","group":1}"#)
    #expect(!group.text.contains("goroutines  waiting"))
    #expect(group.data["goroutineIDs"] == [])
    let whole = try call("show_group", #"{"path":"dump.txt","group":1,"ids":true}"#)
    #expect(whole.text.contains("goroutines  waiting 2h27m: 9\n"))
    #expect(whole.data["goroutineIDs"] == [7, 8, 9])
  }

  @Test func `a condition narrows the table, and a group has its number there`() throws {
    let condition = #""where":"site == \"main.main\"""#
    let outcome = try call("analyze_dump", #"{"paths":["dump.txt"],\#(condition)}"#)
    #expect(outcome.text.contains("1 of 4 goroutines matches"))
    #expect(try first("groups", outcome)["state"] == "running")
    let group = try call("show_group", #"{"path":"dump.txt","group":1,\#(condition)}"#)
    #expect(group.text.contains("main.main  /home/alice/pay/main.go:51"))
  }

  @Test func `a group is found by its fingerprint`() throws {
    let outcome = try call("show_group", #"{"path":"dump.txt","fingerprint":"e9937727064e"}"#)
    #expect(
      outcome.text == """
        group 1  in dump.txt
          top         main.send
          site        main.send
          state       chan send
          count       3 goroutines waiting for 3m to 2h27m, median 40m
          finding     1 warning: goroutines blocked sending on a channel without a receiver
                      (chan-send-no-receiver)

        STACK
              main.send  /home/alice/pay/send.go:22
              created by main.start  /home/alice/pay/main.go:20
        """)
    #expect(
      outcome.data["stack"] == [
        ["file": "/home/alice/pay/send.go", "function": "main.send", "line": 22]
      ])
  }

  @Test func `one goroutine is shown, with its arguments and its creators`() throws {
    let outcome = try call("show_goroutine", #"{"path":"dump.txt","id":9}"#)
    #expect(outcome.text.contains("main.send(0xc000012018, 0x3)  /home/alice/pay/send.go:22"))
    let goroutine = try first("goroutines", outcome)
    #expect(goroutine["alike"] == 3)
    #expect(goroutine["creator"] == 1)
    #expect(goroutine["findings"] == ["chan-send-no-receiver"])
  }

  @Test func `a blocked goroutine names who blocks it`() throws {
    let dump = """
      goroutine 5 [chan receive, 30 minutes]:
      main.(*Store).Load(0xc000012018)
      \t/src/store.go:40 +0x1
      main.(*Store).Update(0xc000012018)
      \t/src/store.go:20 +0x1
      created by main.main in goroutine 1
      \t/src/main.go:9 +0x1

      goroutine 6 [sync.Mutex.Lock, 29 minutes]:
      sync.runtime_SemacquireMutex(0xc00001201c, 0x0, 0x1)
      \t/usr/local/go/src/runtime/sema.go:95 +0x25
      sync.(*Mutex).lockSlow(0xc000012018)
      \t/usr/local/go/src/sync/mutex.go:173 +0x15d
      sync.(*Mutex).Lock(...)
      \t/usr/local/go/src/sync/mutex.go:92
      main.(*Store).Update(0xc000012018)
      \t/src/store.go:18 +0x1
      created by main.main in goroutine 1
      \t/src/main.go:9 +0x1

      """
    let outcome = try call(
      "show_goroutine", #"{"path":"d.txt","id":6}"#, files: ["d.txt": dump])
    guard case .array(let blockers) = try first("goroutines", outcome)["blockedBy"] else {
      Issue.record("no blocker: \(outcome.text)")
      return
    }
    #expect(blockers[0]["goroutine"] == 5)
    #expect(blockers[0]["state"] == "chan receive")
    #expect(blockers[0]["behind"] == 1)
  }

  @Test func `two dumps are compared, and more are a trend`() throws {
    let files = [
      "a.txt": SampleDumps.alike(10), "b.txt": SampleDumps.alike(60),
      "c.txt": SampleDumps.alike(90),
    ]
    let two = try call(
      "compare_dumps", #"{"paths":["a.txt","b.txt"],"interval":"5m"}"#, files: files)
    #expect(
      two.text.hasPrefix(
        "a.txt to b.txt\n10 to 60 goroutines (+50, +10/min), 5 minutes apart\n"))
    #expect(two.data["hasGrowth"] == true)
    let group = try first("groups", two)
    #expect(group["change"] == "grown")
    #expect(group["counts"] == [10, 60])
    #expect(group["perMinute"] == 10)
    #expect(group["same"] == 10)
    let none = try call("compare_dumps", #"{"paths":["a.txt","a.txt"]}"#, files: files)
    #expect(none.data["groups"] == [])
    #expect(none.data["unchanged"] == 1)
    #expect(none.text.hasSuffix("no group changed in size"))
    let three = try call(
      "compare_dumps", #"{"paths":["a.txt","b.txt","c.txt"]}"#, files: files)
    #expect(three.data["hasGrowth"] == true)
    #expect(try first("groups", three)["change"] == "growing")
    #expect(try first("groups", three)["counts"] == [10, 60, 90])
    #expect(try first("groups", three)["isGrowth"] == true)
    #expect(three.data["minutes"] == nil)
  }

  @Test func `a signature is explained`() throws {
    let outcome = try call("explain_signature", #"{"id":"chan-send-no-receiver"}"#)
    #expect(outcome.text.hasPrefix("chan-send-no-receiver (error)\n"))
    #expect(outcome.data["id"] == "chan-send-no-receiver")
    #expect(try first("code", outcome)["kind"] == "leaks")
  }

  @Test func `a verdict is explained`() throws {
    let outcome = try call("why", #"{"path":"dump.txt","place":"main.send"}"#)
    #expect(outcome.text.contains("0.98  probability: warning (chan-send-no-receiver)"))
    let place = try first("places", outcome)
    #expect(place["severity"] == "warning")
    #expect(place["count"] == 3)
    guard case .array(let indicators) = place["indicators"] else {
      Issue.record("no indicators")
      return
    }
    #expect(
      indicators[0] == [
        "id": "stuck-for-minutes", "text": "the median wait is 40 minutes", "weight": .number(1.89),
      ])
  }

  @Test(arguments: [
    (
      "analyze_dump", #"{}"#,
      "expected the argument 'paths': Paths of dumps, archives or directories, relative to an allowed directory"
    ),
    ("analyze_dump", #"{"paths":[]}"#, "'paths' must have 1 to 64 elements, found 0"),
    ("analyze_dump", #"{"paths":[1]}"#, "'paths' must be a list of strings"),
    ("analyze_dump", #"{"paths":["dump.txt"],"top":0}"#, "'top' must be 1 to 1000, found 0"),
    ("analyze_dump", #"{"paths":["dump.txt"],"top":"5"}"#, "'top' must be a whole number"),
    ("analyze_dump", #"{"paths":["dump.txt"],"ids":1}"#, "'ids' must be true or false"),
    (
      "analyze_dump", #"{"path":"dump.txt"}"#,
      "unknown argument 'path'; analyze_dump takes paths, top, where, ids, offset"
    ),
    ("analyze_dump", #"{"paths":["gone.txt"]}"#, "gone.txt: file not found"),
    ("analyze_dump", #"{"paths":[""]}"#, "expected the path of a file: "),
    (
      "analyze_dump", #"{"paths":["empty.txt"]}"#,
      "empty.txt: is empty; did the capture fail?; capture /debug/pprof/goroutine?debug=2"
    ),
    (
      "analyze_dump", #"{"paths":["dump.txt"],"where":"wait > 10"}"#,
      "where: a time needs a unit: write 10m, 10h or 10d\n  wait > 10\n         ^~"
    ),
    (
      "analyze_dump", #"{"paths":["dump.txt"],"offset":400}"#,
      "offset 400 is past the end: the text has 29 lines"
    ),
    ("show_group", #"{"path":"dump.txt"}"#, "expected either 'group' or 'fingerprint'"),
    ("show_group", #"{"path":"dump.txt","group":3}"#, "no group 3: the table has 2 rows"),
    (
      "show_group", #"{"path":"dump.txt","fingerprint":"x"}"#,
      "'x' is not a fingerprint: expected 12 hexadecimal digits"
    ),
    (
      "show_group", #"{"path":"dump.txt","fingerprint":"000000000000"}"#,
      "no group has the fingerprint '000000000000'"
    ),
    ("show_goroutine", #"{"path":"dump.txt","id":77}"#, "goroutine 77 not found"),
    ("compare_dumps", #"{"paths":["dump.txt"]}"#, "expected at least two dumps; 1 was found"),
    (
      "compare_dumps", #"{"paths":["dump.txt","dump.txt"],"interval":"5"}"#,
      "interval: expected a time, for example 30s, 5m or 1h"
    ),
    (
      "explain_signature", #"{"id":"chan-send-no-reciever"}"#,
      "unknown signature 'chan-send-no-reciever'; did you mean 'chan-send-no-receiver'?"
    ),
    (
      "why", #"{"path":"dump.txt","place":"main.gone"}"#,
      "no place matches 'main.gone'; give a function as the table of analyze_dump shows it"
    ),
  ])
  func `a failure says what to do`(_ tool: String, _ arguments: String, _ sentence: String) throws {
    let outcome = try call(
      tool, arguments, files: ["dump.txt": SampleDumps.senders, "empty.txt": ""])
    #expect(outcome.isError)
    #expect(outcome.text == sentence)
    #expect(outcome.data == .null)
  }

  @Test func `redaction takes out homes, arguments and labels`() throws {
    for (tool, arguments) in [
      ("analyze_dump", #"{"paths":["dump.txt"],"ids":true}"#),
      ("show_group", #"{"path":"dump.txt","group":1}"#),
      ("show_goroutine", #"{"path":"dump.txt","id":9}"#),
      ("compare_dumps", #"{"paths":["dump.txt","dump.txt"]}"#),
      ("why", #"{"path":"dump.txt","place":"main.send"}"#),
    ] {
      let outcome = try call(tool, arguments, isRedacted: true)
      let all = outcome.text + String(decoding: outcome.data.bytes, as: UTF8.self)
      #expect(!outcome.isError)
      #expect(!all.contains("alice"), "\(tool)")
      #expect(!all.contains("0xc000012018"), "\(tool)")
    }
    let outcome = try call(
      "analyze_dump", #"{"paths":["dump.txt"],"where":"address(0xc000012018)"}"#, isRedacted: true)
    #expect(
      outcome.text == "where: address() cannot be used: this server redacts addresses")
  }

  @Test func `control characters of a dump do not reach the client`() throws {
    let dump = SampleDumps.senders.replacing("main.send(", with: "main.\u{1b}[31mse\u{202e}nd(")
    let outcome = try call(
      "analyze_dump", #"{"paths":["dump.txt"]}"#, files: ["dump.txt": dump])
    #expect(!outcome.isError)
    let all = outcome.text + "\(outcome.data)"
    #expect(!all.unicodeScalars.contains("\u{1b}"))
    #expect(!all.unicodeScalars.contains("\u{202e}"))
  }
}
