import GoroutineDump

extension Signature {
  /// A panic.
  static let goPanic = Signature(
    id: "crash-panic",
    title: "the program ended with a panic",
    summary: """
      The text is the dump of a program that panicked; the goroutine that did is the first one, \
      and its innermost frame outside the library is the place.
      """,
    cause: """
      The message says what went wrong. The other goroutines were doing their work: the dump is \
      not one of a leak.
      """,
    fix: "Start at the goroutine that panicked, and read its frames from the panic call outwards.",
    severity: .note,
    thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: ["dumps of programs that run have no such line"],
    sources: ["golang/build logs", "google/syzkaller gVisor reports"],
    help: "https://go.dev/blog/defer-panic-and-recover",
    example: Example(
      stack: """
        panic: runtime error: invalid memory address or nil pointer dereference

        goroutine 18 [running]:
        main.(*cart).total(0x0)
        \t/app/cart.go:31 +0xfc
        main.handle(0xc0000a2000)
        \t/app/main.go:40 +0x316
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0x1d0
        """,
      before: """
        var c *cart
        return c.total()
        """,
      after: """
        if c == nil { return 0 }
        return c.total()
        """),
    detection: .analysis { inquiry, _ in Crash(.panic, in: inquiry).matches })
}
