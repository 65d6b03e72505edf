import LeakAnalysis
import Testing

/// What a test's leak checker reports is told, however few they are, with the cause of each wait.
struct LeakCheckTests {
  private static func report(_ goroutines: String...) -> String {
    "    pay_test.go:23: found unexpected goroutines:\n" + goroutines.joined(separator: "\n")
  }

  private static func goroutine(_ id: Int, _ state: String, _ function: String) -> String {
    """
    goroutine \(id) [\(state)]:
    \(function)(0xc0000a2000)
    \t/app/pay.go:31 +0x4d
    created by main.use in goroutine 20
    \t/app/pay.go:24 +0x7b

    """
  }

  private static func connection(_ id: Int, _ loop: String) -> String {
    """
    goroutine \(id) [select]:
    net/http.(*persistConn).\(loop)(0xc0000f45a0)
    \t/usr/local/go/src/net/http/transport.go:2398 +0xc5f
    created by net/http.(*Transport).dialConn in goroutine 20
    \t/usr/local/go/src/net/http/transport.go:1947 +0x174f

    """
  }

  @Test func `one place is one finding, with the cause of its wait`() throws {
    let findings = try DumpText.findings(
      in: Self.report(
        Self.goroutine(21, "select", "main.(*Watch).loop"),
        Self.goroutine(23, "chan send", "main.First.func1"),
        Self.goroutine(24, "chan send", "main.First.func1")))
    #expect(
      findings.map(Summary.init)
        == [Summary("test-leak-check", .error, 2), Summary("test-leak-check", .error, 1)])
    #expect(findings.map(\.site?.function) == ["main.First.func1", "main.(*Watch).loop"])
    #expect(
      findings.map(\.evidence) == [
        "2 goroutines are still there after the test; pay_test.go:23: found unexpected goroutines",
        "1 goroutine is still there after the test; pay_test.go:23: found unexpected goroutines",
      ])
    #expect(
      findings.map(\.cause) == [
        try #require(Catalogue.builtIn.signature("chan-send-no-receiver")).cause,
        try #require(Catalogue.builtIn.signature("select-abandoned")).cause,
      ])
  }

  @Test func `a client's connection is one thing to close`() throws {
    let findings = try DumpText.findings(
      in: Self.report(
        Self.connection(32, "readLoop"), Self.connection(33, "writeLoop"),
        Self.connection(36, "readLoop"), Self.connection(37, "writeLoop")))
    #expect(findings.map(Summary.init) == [Summary("test-leak-check", .error, 4)])
    #expect(findings[0].fix.contains("client.CloseIdleConnections()"))
  }

  @Test func `what another signature explains is not said twice`() throws {
    let findings = try DumpText.findings(
      in: Self.report(Self.goroutine(21, "chan receive (nil chan)", "main.drain")))
    #expect(findings.map(Summary.init) == [Summary("nil-channel", .error, 1)])
  }

  @Test func `without a checker a few goroutines are no finding`() throws {
    let findings = try DumpText.findings(in: Self.goroutine(21, "select", "main.(*Watch).loop"))
    #expect(findings.isEmpty)
  }

  @Test func `a line of the checker is that of its goroutine alone`() throws {
    let named = { (goroutine: String) in
      " Goroutine 21 in state select, with main.f on top of the stack:\n" + goroutine
    }
    let findings = try DumpText.findings(
      in: named(Self.goroutine(21, "select", "main.(*Watch).loop")) + "\n"
        + named(Self.goroutine(23, "chan send", "main.First.func1"))
        .replacing("Goroutine 21 in state select", with: "Goroutine 23 in state chan send"))
    #expect(
      Set(findings.map(\.evidence)) == [
        """
        1 goroutine is still there after the test; goroutine 21 [select] at main.(*Watch).loop \
        (pay.go:31)
        """,
        """
        1 goroutine is still there after the test; goroutine 23 [chan send] at main.First.func1 \
        (pay.go:31)
        """,
      ])
  }
}
