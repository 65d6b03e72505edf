import GoroutineDump

extension Signature {
  /// Answers that wait for the end of the request.
  static let responseBehindBody = Signature(
    id: "http-response-waits-for-body",
    title: "handlers whose answer over HTTP/1 waits for the client to end its request",
    summary: """
      Handlers are parked in net/http.(*chunkWriter).writeHeader, at the lock of the request's body, \
      which another goroutine holds while it reads.
      """,
    cause: """
      Over HTTP/1 the server does not begin an answer before the request's body is read or given up. \
      A goroutine of the handler reads the body meanwhile, and the client, which waits for the \
      answer, sends no more: neither ends. Gateways and proxies that stream in both directions do so.
      """,
    fix: """
      http.NewResponseController(w).EnableFullDuplex() before the first write (Go 1.21), or HTTP/2; or \
      read the body to its end before writing. A client can end its request's body.
      """,
    severity: .error,
    thresholds: Thresholds(note: 3, warning: 10, error: 50, minutes: 1),
    lookAlikes: ["uploads that are answered when they end: younger than a minute, mostly"],
    sources: ["golang/go#15527", "golang/go#57786", "etcd's watch by its JSON gateway"],
    help: "https://pkg.go.dev/net/http#ResponseController.EnableFullDuplex",
    example: Example(
      stack: """
        goroutine 77 [sync.Mutex.Lock, 6 minutes]:
        internal/sync.runtime_SemacquireMutex(0xffffffffffffffff?, 0x0?, 0xc000249e60?)
        \t/usr/local/go/src/runtime/sema.go:95 +0x25
        internal/sync.(*Mutex).lockSlow(0xc0000a2000)
        \t/usr/local/go/src/internal/sync/mutex.go:149 +0x15d
        sync.(*Mutex).Lock(...)
        \t/usr/local/go/src/sync/mutex.go:46
        net/http.(*chunkWriter).writeHeader(0xc0001ae740, {0xc0001c8800, 0x8d, 0x800})
        \t/usr/local/go/src/net/http/server.go:1390 +0x6f0
        net/http.(*chunkWriter).Write(0xc0001ae740, {0xc0001c8800, 0x8d, 0x800})
        \t/usr/local/go/src/net/http/server.go:377 +0x3d
        bufio.(*Writer).Flush(0xc0001f3540)
        \t/usr/local/go/src/bufio/bufio.go:639 +0x62
        net/http.(*response).FlushError(0xc0001ae700)
        \t/usr/local/go/src/net/http/server.go:1735 +0x3a
        main.(*gateway).stream(0xc0000b4000, {0x11d2508, 0xc0001ae700}, 0xc000850f00)
        \t/app/gateway.go:31 +0x4fd
        net/http.HandlerFunc.ServeHTTP(0xc0000b6000?, {0x11d2508?, 0xc0001ae700?}, 0x0?)
        \t/usr/local/go/src/net/http/server.go:2220 +0x29
        net/http.(*conn).serve(0xc000224460, {0x11d32d8, 0xc000268ba0})
        \t/usr/local/go/src/net/http/server.go:2102 +0x625
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0x485
        """,
      before: """
        go forward(r.Body, upstream) // reads until the client ends
        for m := range upstream.Events() {
        \tfmt.Fprintln(w, m)
        \trc.Flush() // waits for the body
        }
        """,
      after: """
        rc := http.NewResponseController(w)
        if err := rc.EnableFullDuplex(); err != nil { return err }
        go forward(r.Body, upstream)
        """),
    detection: .pattern(
      GroupPattern(
        states: [.mutexLock], frames: ["net/http.(*chunkWriter).writeHeader"])))
}
