import GoroutineDump

extension Signature {
  /// Name lookups that each take a thread.
  static let cgoLookups = Signature(
    id: "dns-cgo-lookups",
    title: "name lookups that hang in the C library, each with a thread of its own",
    summary: """
      Many goroutines are in getaddrinfo (a system call through cgo). Each takes a thread of the \
      operating system until the answer comes.
      """,
    cause: """
      The name server is slow or gone, and every lookup of the cgo resolver blocks a thread; \
      thousands end at the limit of threads.
      """,
    fix: """
      Use Go's own resolver (GODEBUG=netdns=go, or net.Resolver{PreferGo: true}), a timeout in the \
      Dialer, and a cache for names.
      """,
    severity: .error,
    thresholds: Thresholds(note: 50, warning: 50, error: 500),
    lookAlikes: ["a burst of some lookups"],
    sources: ["megacmd#33", "osg#3", "golang/go#49285", "golang/go#24178"],
    help: "https://pkg.go.dev/net#hdr-Name_Resolution",
    example: Example(
      stack: """
        goroutine 77 [syscall, 1 minutes]:
        net._C2func_getaddrinfo(0xc0000a2000, 0x0, 0xc0000b4000, 0xc0000c6000)
        \t/usr/local/go/src/_cgo_gotypes.go:100 +0xfc
        net.cgoLookupIPCNAME.func1(...)
        \t/usr/local/go/src/net/cgo_unix.go:163 +0x316
        net.cgoLookupIPCNAME({0x8d3b2f, 0x2}, {0xc0000a2000, 0xb})
        \t/usr/local/go/src/net/cgo_unix.go:163 +0x1d0
        net.cgoIPLookup(0xc0000a2000, {0x8d3b2f, 0x2})
        \t/usr/local/go/src/net/cgo_unix.go:220 +0xe4
        created by net.cgoLookupIP in goroutine 70
        \t/usr/local/go/src/net/cgo_unix.go:230 +0x26e
        """,
      before: """
        conn, err := net.Dial("tcp", host+":443") // a thread for each lookup that hangs
        """,
      after: """
        d := net.Dialer{Timeout: 5 * time.Second, Resolver: &net.Resolver{PreferGo: true}}
        conn, err := d.DialContext(ctx, "tcp", host+":443")
        """),
    detection: .pattern(
      GroupPattern(frames: [
        "net._C2func_getaddrinfo", "net._Cfunc_getaddrinfo", "net._C_getaddrinfo",
        "net._C2func_getnameinfo", "internal/syscall/windows.GetAddrInfoW", "syscall.GetAddrInfoW",
      ])))
}
