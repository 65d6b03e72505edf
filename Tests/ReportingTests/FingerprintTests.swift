import LeakAnalysis
import Testing

@Suite struct FingerprintTests {
  private func fingerprint(_ dump: String) throws -> String {
    let analysis = try Sample.analysis(dump)
    return FingerprintTable(analysis).fingerprint(of: analysis.groups[0]).description
  }

  private let plain = """
    goroutine 7 [sync.Mutex.Lock, 3 minutes]:
    sync.(*Mutex).Lock(0xc000010000)
    \t/usr/local/go/src/sync/mutex.go:90 +0x10
    github.com/acme/kv.(*Store).Get.func1()
    \t/home/u/kv/store.go:22 +0x4d
    created by github.com/acme/kv.(*Store).Get in goroutine 1
    \t/home/u/kv/store.go:20 +0x71

    """

  @Test func `it is twelve hex digits, always the same`() throws {
    #expect(try fingerprint(plain) == fingerprint(plain))
    #expect(try fingerprint(plain).wholeMatch(of: /[0-9a-f]{12}/) != nil)
  }

  @Test func `a rebuild changes nothing`() throws {
    let rebuilt = """
      goroutine 9001 [sync.Mutex.Lock]:
      sync.(*Mutex).Lock(0x3f3497094148)
      \t/opt/go/src/sync/mutex.go:45 +0x99
      github.com/acme/kv/v2.(*Store).Get.func3()
      \t/build/kv/store.go:87 +0x1
      created by github.com/acme/kv/v2.(*Store).Get in goroutine 4
      \t/build/kv/store.go:85 +0x2

      """
    #expect(try fingerprint(rebuilt) == fingerprint(plain))
  }

  @Test func `what the runtime hides takes no part`() throws {
    let system = plain.replacing(
      "sync.(*Mutex).Lock(0xc000010000)",
      with: """
        runtime.gopark(0x1, 0x2, 0x3, 0x4, 0x5)
        \t/usr/local/go/src/runtime/proc.go:435 +0xce
        sync.(*Mutex).Lock(0xc000010000)
        """)
    #expect(try fingerprint(system) == fingerprint(plain))
  }

  @Test func `formats agree`() throws {
    let blocks = """
      goroutine 7 [IO wait, 3 minutes]:
      internal/poll.runtime_pollWait(0x7fb1bd640f00, 0x72)
      \t/usr/local/go/src/runtime/netpoll.go:182 +0x56
      main.read()
      \t/a/main.go:3 +0x10
      created by main.main in goroutine 1
      \t/a/main.go:9 +0x71

      """
    let counts = """
      goroutine profile: total 1
      1 @ 0x1038170 0x103178a 0x1030d55 0x10ca245 0x10677b1
      #\t0x1030d54\tinternal/poll.runtime_pollWait+0x54\t/usr/local/go/src/runtime/netpoll.go:182
      #\t0x10ca244\tmain.read+0x44\t/a/main.go:3

      """
    #expect(try fingerprint(counts) == fingerprint(blocks))
  }

  @Test func `another function or another wait is another fingerprint`() throws {
    #expect(try fingerprint(plain.replacing("Get", with: "Put")) != fingerprint(plain))
    #expect(
      try fingerprint(plain.replacing("sync.Mutex.Lock", with: "chan send")) != fingerprint(plain))
  }
}
