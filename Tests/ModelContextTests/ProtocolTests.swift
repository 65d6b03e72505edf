import Testing

@testable import ModelContext

/// What a client may send, and what is answered, in both eras.
struct ProtocolTests {
  private func answers(_ messages: String...) throws -> [String] {
    let client = try TestClient()
    defer { client.remove() }
    return client.exchange(messages.joined(separator: "\n"))
  }

  private static let initialize =
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","#
    + #""capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#

  @Test func `a server is discovered without a handshake`() throws {
    let client = try TestClient()
    defer { client.remove() }
    let result = try client.ask("server/discover")
    #expect(result["supportedVersions"] == ["2026-07-28"])
    #expect(result["capabilities"] == ["resources": [:], "tools": [:]])
    #expect(result["resultType"] == "complete")
    #expect(result["ttlMs"] == 300_000)
    #expect(result["cacheScope"] == "private")
    #expect(
      result["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "dumpscan")
  }

  @Test(arguments: [
    ("2024-11-05", "2024-11-05"), ("2025-11-25", "2025-11-25"), ("2026-07-28", "2025-11-25"),
    ("1999-01-01", "2025-11-25"),
  ])
  func `a handshake settles the revision`(_ wanted: String, _ settled: String) throws {
    let answer = try answers(
      #"{"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"\#(wanted)"}}"#
    )
    #expect(
      answer.first?.hasPrefix(
        #"{"jsonrpc":"2.0","id":"a","result":{"protocolVersion":"\#(settled)","#) == true)
  }

  @Test func `after a handshake results have no members of the stateless revision`() throws {
    let answer = try answers(
      Self.initialize, #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
      #"{"jsonrpc":"2.0","id":2,"method":"resources/templates/list"}"#)
    #expect(answer.count == 3)
    #expect(answer[1] == #"{"jsonrpc":"2.0","id":1,"result":{}}"# + "\n")
    #expect(answer[2].contains(#""uriTemplate":"dumpscan://signatures/{id}""#))
    #expect(!answer[2].contains("resultType"))
  }

  @Test(arguments: [
    ("nonsense", "null", -32700), (#"{"jsonrpc":"2.0","id":1"#, "null", -32700),
    ("[]", "null", -32600), ("5", "null", -32600), (#""text""#, "null", -32600),
    (#"{"id":7,"method":"ping"}"#, "7", -32600),
    (#"{"jsonrpc":"1.0","id":7,"method":"ping"}"#, "7", -32600),
    (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, "null", -32600),
    (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, "null", -32600),
    (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, "null", -32600),
    (#"{"jsonrpc":"2.0","id":"x"}"#, #""x""#, -32600),
    (#"{"jsonrpc":"2.0","id":7,"method":3}"#, "7", -32600),
    (#"{"jsonrpc":"2.0","id":7,"method":"ping","params":[1]}"#, "7", -32602),
    (#"{"jsonrpc":"2.0","id":7,"method":"tools/list"}"#, "7", -32600),
    (#"{"jsonrpc":"2.0","id":7,"method":"server/discover"}"#, "7", -32602),
    (#"{"jsonrpc":"2.0","id":7,"method":"initialize","params":{}}"#, "7", -32602),
  ])
  func `a broken message gets an error`(_ line: String, _ id: String, _ code: Int) throws {
    let answer = try answers(line, #"{"jsonrpc":"2.0","id":99,"method":"ping"}"#)
    #expect(answer.count == 2)
    #expect(
      answer[0].hasPrefix(#"{"jsonrpc":"2.0","id":\#(id),"error":{"code":\#(code),"message":""#),
      "\(answer[0])")
    #expect(answer[1] == #"{"jsonrpc":"2.0","id":99,"result":{}}"# + "\n")
  }

  @Test(arguments: [
    ("ping", "", -32601), ("subscriptions/listen", "", -32601), ("prompts/list", "", -32601),
    ("tools/list", #""cursor":"x""#, -32602), ("tools/call", "", -32602),
    ("tools/call", #""name":"erase""#, -32602),
    ("tools/call", #""name":"why","arguments":[]"#, -32602), ("resources/read", "", -32602),
    ("resources/read", #""uri":"file:///etc/passwd""#, -32602),
    ("resources/read", #""uri":"dumpscan://signatures/../x""#, -32602),
  ])
  func `a wrong request gets an error`(_ method: String, _ params: String, _ code: Int) throws {
    let client = try TestClient()
    defer { client.remove() }
    #expect(try client.ask(method, params)["code"] == .integer(code))
  }

  @Test func `an unknown revision is told which are known`() throws {
    let line = #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{\#(TestClient.meta)}}"#
    let answer = try answers(line.replacing("2026-07-28", with: "2031-01-01"))
    #expect(
      answer == [
        #"{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"unsupported protocol version "#
          + #"'2031-01-01'","data":{"supported":["2026-07-28"],"requested":"2031-01-01"}}}"# + "\n"
      ])
    let incomplete = line.replacing(
      #","io.modelcontextprotocol/clientCapabilities":{}"#, with: "")
    #expect(try answers(incomplete)[0].contains(#""code":-32602"#))
  }

  @Test func `after a handshake an unknown resource has its own number`() throws {
    let answer = try answers(
      Self.initialize,
      #"{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"dumpscan://x"}}"#)
    #expect(answer[1].contains(#""code":-32002"#))
  }

  @Test func `notifications and answers are not answered`() throws {
    let answer = try answers(
      #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}"#,
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":[]}}"#,
      #"{"jsonrpc":"2.0","method":"unheard/of","params":[]}"#,
      #"{"jsonrpc":"2.0","id":4,"result":{}}"#, "", "   ")
    #expect(answer == [])
  }

  @Test func `deep nesting is an error like others`() throws {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    let answer = try answers(#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":\#(deep)}}"#)
    #expect(answer.count == 1)
    #expect(answer[0].contains("-32700"))
  }

  @Test func `a line that never ends is thrown away, and the next one is read`() throws {
    let long = String(repeating: "x", count: LineSplitter.longest + 1)
    let answer = try answers(long, #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
    #expect(
      answer == [
        #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"the line is longer than "#
          + #"262,144 bytes"}}"# + "\n", #"{"jsonrpc":"2.0","id":1,"result":{}}"# + "\n",
      ])
  }

  @Test func `lines may come in any pieces`() {
    let text = Array("one\ntwo\r\n\nthree".utf8)
    for size in 1...text.count {
      var splitter = LineSplitter()
      var lines: [String] = []
      func take(_ line: LineSplitter.Line) {
        if case .whole(let bytes) = line { lines.append(String(decoding: bytes, as: UTF8.self)) }
      }
      var start = 0
      while start < text.count {
        let end = min(start + size, text.count)
        splitter.take(text[start..<end], take)
        start = end
      }
      splitter.finish(take)
      #expect(lines == ["one", "two\r", "three"], "pieces of \(size)")
    }
  }

  @Test func `a resource is the document of a signature`() throws {
    let client = try TestClient()
    defer { client.remove() }
    guard case .array(let resources) = try client.ask("resources/list")["resources"] else {
      Issue.record("no resources")
      return
    }
    #expect(resources.count > 50)
    let uri = "dumpscan://signatures/chan-send-no-receiver"
    #expect(resources.contains { $0["uri"]?.text == uri })
    let result = try client.ask("resources/read", #""uri":"\#(uri)""#)
    guard case .array(let contents) = result["contents"] else {
      Issue.record("no contents")
      return
    }
    #expect(contents[0]["mimeType"] == "text/markdown")
    #expect(contents[0]["text"]?.text?.contains("id: chan-send-no-receiver") == true)
  }

  @Test func `every tool declares what it takes and gives, and only reads`() throws {
    let client = try TestClient()
    defer { client.remove() }
    guard case .array(let tools) = try client.ask("tools/list")["tools"] else {
      Issue.record("no tools")
      return
    }
    #expect(
      tools.compactMap { $0["name"]?.text } == [
        "analyze_dump", "show_group", "show_goroutine", "compare_dumps", "explain_signature", "why",
      ])
    for tool in tools {
      #expect(tool["title"]?.text?.isEmpty == false)
      #expect(tool["inputSchema"]?["additionalProperties"] == false)
      #expect(tool["outputSchema"]?["type"] == "object")
      #expect(tool["annotations"]?["readOnlyHint"] == true)
      #expect(tool["annotations"]?["openWorldHint"] == false)
      let readsDumps = tool["name"] != "explain_signature"
      #expect(
        tool["description"]?.text?.contains("untrusted content") == readsDumps, "\(tool["name"])")
    }
  }
}
