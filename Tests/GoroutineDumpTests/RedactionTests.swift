import GoroutineDump
import Testing

/// What is taken out of paths and sentences, and what is not.
struct RedactionTests {
  @Test(
    arguments: [
      ("/home/alice/src/pay/main.go", "~/src/pay/main.go"),
      (
        "/Users/alice/go/pkg/mod/github.com/x/y@v1.2.3/z.go",
        "~/go/pkg/mod/github.com/x/y@v1.2.3/z.go"
      ),
      (#"C:\Users\alice\pay\main.go"#, #"~\pay\main.go"#),
      ("c:/users/Alice B/pay/main.go", "~/pay/main.go"),
      (#"C:\Documents and Settings\alice\pay\main.go"#, #"~\pay\main.go"#),
      ("/root/pay/main.go", "~/pay/main.go"),
      ("/var/root/pay/main.go", "~/pay/main.go"),
      ("/export/home/alice/main.go", "~/main.go"),
      ("/mnt/c/Users/alice/main.go", "~/main.go"),
      ("//home/alice/main.go", "~/main.go"),
      ("../../../home/alice/main.go", "~/main.go"),
      (#"\\BUILD7\share\main.go"#, #"\\redacted\share\main.go"#),
      ("/net/build7/src/main.go", "/net/redacted/src/main.go"),
      ("/home/alice", "~"),
      // Nothing of these says who or where.
      ("/usr/local/go/src/net/http/server.go", "/usr/local/go/src/net/http/server.go"),
      ("github.com/acme/home/users/main.go", "github.com/acme/home/users/main.go"),
      ("/src/github.com/acme/pay/home/page/main.go", "/src/github.com/acme/pay/home/page/main.go"),
      ("/src/users/service/main.go", "/src/users/service/main.go"),
      ("main.go", "main.go"), ("", ""), ("/", "/"), ("_cgo_gotypes.go", "_cgo_gotypes.go"),
    ])
  func `paths`(_ path: String, _ redacted: String) {
    #expect(Redaction.path(path) == redacted)
  }

  @Test(
    arguments: [
      (
        "all behind the lock at 0xc000012018; held in (/home/alice/a.go:3)",
        "all behind the lock at 0x...; held in (~/a.go:3)"
      ),
      ("main.f +0x4d, _/home/alice/pay.run", "main.f +0x4d, _~/pay.run"),
      ("3 of 4/5 wait", "3 of 4/5 wait"),
    ])
  func `sentences`(_ text: String, _ redacted: String) {
    #expect(Redaction.sentence(text) == redacted)
  }

  @Test(
    arguments: [
      (Failure.Kind.panic, "panic: password=x", "panic: (redacted)"),
      (
        .panic, "panic: runtime error: index out of range [5] with length 3",
        "panic: runtime error: index out of range [5] with length 3"
      ),
      (.fatalError, "fatal error: concurrent map writes", "fatal error: concurrent map writes"),
      (.fatalError, "fatal: secret", "fatal: (redacted)"),
      (.signal, "SIGQUIT: quit", "SIGQUIT: quit"),
      (.leakCheck, "a_test.go:4: secret", "a_test.go: (redacted)"),
      (.leakCheck, "secret", "(redacted)"),
    ])
  func `why a program ended`(_ kind: Failure.Kind, _ message: String, _ redacted: String) {
    #expect(Failure(kind: kind, message: message).redacted().message == redacted)
  }

  @Test func `values of labels stay apart`() throws {
    let dump = try Fixture("format/labels.go1.27.debug2.txt").read().dumps[0]
    let redacted = dump.redacted()
    #expect(redacted.samples.count == dump.samples.count)
    #expect(Set(redacted.labelSets).count == dump.labelSets.count)
    #expect(redacted.goroutines.allSatisfy { $0.address == 0 })
    #expect(dump.goroutines.contains { $0.address != 0 })
    #expect(redacted.details == [])
  }
}
