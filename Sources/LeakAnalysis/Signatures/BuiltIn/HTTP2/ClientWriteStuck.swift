import GoroutineDump

extension Signature {
  /// Requests behind one connection that cannot write.
  static let http2ClientStuck = Signature(
    id: "http2-client-write-stuck",
    title: "HTTP/2 requests that wait for one connection whose write hangs",
    summary: """
      Many requests wait for a lock of one HTTP/2 client connection (or of its pool), which \
      another holds while it writes to the network.
      """,
    cause: """
      The peer is gone without a word: the write of one request blocks in the full socket buffer \
      with the lock of the connection held, and every request to that host queues behind it.
      """,
    fix: """
      Set http2.Transport.ReadIdleTimeout and WriteByteTimeout, so that a dead connection is found \
      and closed; use a recent Go or golang.org/x/net.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 10, error: 50, minutes: 1),
    lookAlikes: ["short contention under load: less than a minute"],
    sources: ["golang/go#33425", "golang/go#32388", "golang/go#49377", "golang/go#57478"],
    help: "https://pkg.go.dev/golang.org/x/net/http2#Transport",
    example: Example(
      stack: """
        goroutine 77 [sync.Mutex.Lock, 12 minutes]:
        internal/sync.runtime_SemacquireMutex(0x5?, 0xa0?, 0xc000003c00?)
        \t/usr/local/go/src/runtime/sema.go:95 +0xfc
        internal/sync.(*Mutex).lockSlow(0xc00007f020)
        \t/usr/local/go/src/internal/sync/mutex.go:149 +0x316
        golang.org/x/net/http2.(*ClientConn).idleState(0xc0000a2000)
        \t/go/pkg/mod/golang.org/x/net@v0.17.0/http2/transport.go:1013 +0x1d0
        golang.org/x/net/http2.(*clientConnPool).getClientConn(0xc0000a2000)
        \t/go/pkg/mod/golang.org/x/net@v0.17.0/http2/client_conn_pool.go:83 +0xe4
        golang.org/x/net/http2.(*Transport).RoundTrip(0xc0000a2000)
        \t/go/pkg/mod/golang.org/x/net@v0.17.0/http2/transport.go:555 +0x26e
        main.(*api).call(0xc0000a2000)
        \t/app/api.go:31 +0x137
        created by main.(*api).poll in goroutine 70
        \t/app/api.go:24 +0xb4
        """,
      before: """
        client := &http.Client{Transport: &http2.Transport{}} // never looks whether the peer lives
        """,
      after: """
        client := &http.Client{Transport: &http2.Transport{
        \tReadIdleTimeout: 30 * time.Second, WriteByteTimeout: 15 * time.Second,
        }}
        """),
    detection: .judged(
      GroupPattern(
        states: [.mutexLock, .semaphore, .condWait, .channelSend],
        frames: HTTP2Names.method("ClientConn", "roundTrip")
          + HTTP2Names.method("ClientConn", "RoundTrip")
          + HTTP2Names.method("ClientConn", "idleState")
          + HTTP2Names.method("clientConnPool", "getClientConn")
          + HTTP2Names.method("clientStream", "writeRequest")
          + HTTP2Names.method("clientStream", "cleanupWriteRequest"))
    ) { $0.together(doing: "wait for one HTTP/2 connection") })
}
