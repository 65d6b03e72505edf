import GoroutineDump

extension Signature {
  /// Commands that do not end.
  static let childNeverExits = Signature(
    id: "exec-child-never-exits",
    title: "many commands that have been running for an hour and more",
    summary: """
      Goroutines wait for child processes (os.(*Process).Wait) that have been running for an hour \
      and more.
      """,
    cause: """
      The commands have no limit of time, and wait for something themselves: their input, the \
      network, a lock.
      """,
    fix: """
      Start them with exec.CommandContext and a deadline, set WaitDelay, and close their standard \
      input.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 20, error: 200, minutes: 60),
    lookAlikes: ["a supervisor with its children: a few, made at start"],
    sources: ["golang/go#10338"],
    help: "https://pkg.go.dev/os/exec#CommandContext",
    example: Example(
      stack: """
        goroutine 77 [syscall, 95 minutes]:
        os.(*Process).blockUntilWaitable(0xc0000a2000)
        \t/usr/local/go/src/os/wait_waitid.go:32 +0xfc
        os.(*Process).wait(0xc0000a2000)
        \t/usr/local/go/src/os/exec_unix.go:22 +0x316
        os/exec.(*Cmd).Wait(0xc0000a2000)
        \t/usr/local/go/src/os/exec/exec.go:922 +0x1d0
        main.(*hook).run(0xc0000a2000)
        \t/app/hook.go:31 +0xe4
        created by main.(*hook).start in goroutine 1
        \t/app/hook.go:24 +0x26e
        """,
      before: """
        out, err := exec.Command("git", "fetch").Output() // asks for a password, for ever
        """,
      after: """
        ctx, cancel := context.WithTimeout(ctx, time.Minute)
        defer cancel()
        out, err := exec.CommandContext(ctx, "git", "fetch").Output()
        """),
    detection: .pattern(
      GroupPattern(
        frames: [
          "os.(*Process).blockUntilWaitable", "os.(*Process).pidfdWait", "os.(*Process).wait",
        ], alsoFrames: ["os/exec.(*Cmd).Wait"])))
}
