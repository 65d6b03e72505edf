import GoroutineDump

extension Signature {
  /// Commands that have ended, with a pipe that has not.
  static let execWait = Signature(
    id: "exec-wait-inherited-pipe",
    title: "os/exec commands that ended, but whose output pipe stays open",
    summary: """
      os/exec.(*Cmd).Wait waits for the goroutines that copy output, and no longer for the \
      process: it has ended, and somebody else has its pipe.
      """,
    cause: """
      A grandchild inherited the pipe of stdout or stderr and lives on (a daemon, a background job \
      of the shell), so that the copy never sees the end.
      """,
    fix: """
      Set Cmd.WaitDelay (Go 1.20), give the command an *os.File instead of a writer, or kill the \
      whole process group.
      """,
    severity: .error,
    thresholds: Thresholds(note: 1, warning: 1, error: 5, minutes: 5),
    lookAlikes: ["a command that runs: Wait stands above os.(*Process).Wait then"],
    sources: ["golang/go#69060 (1246 minutes)", "golang/go#50187", "golang/go#23019"],
    help: "https://pkg.go.dev/os/exec#Cmd",
    example: Example(
      stack: """
        goroutine 77 [chan receive, 1246 minutes]:
        os/exec.(*Cmd).awaitGoroutines(0xc0000a2000)
        \t/usr/local/go/src/os/exec/exec.go:985 +0xfc
        os/exec.(*Cmd).Wait(0xc0000a2000)
        \t/usr/local/go/src/os/exec/exec.go:952 +0x316
        os/exec.(*Cmd).Run(0xc0000a2000)
        \t/usr/local/go/src/os/exec/exec.go:650 +0x1d0
        main.(*hook).run(0xc0000a2000)
        \t/app/hook.go:31 +0xe4
        created by main.(*hook).start in goroutine 1
        \t/app/hook.go:24 +0x26e
        """,
      before: """
        cmd := exec.CommandContext(ctx, "sh", "-c", "service start") // starts a daemon
        cmd.Stdout = &out
        err := cmd.Run()
        """,
      after: """
        cmd := exec.CommandContext(ctx, "sh", "-c", "service start")
        cmd.Stdout = &out
        cmd.WaitDelay = 5 * time.Second // closes the pipe then
        err := cmd.Run()
        """),
    detection: .pattern(
      GroupPattern(
        frames: ["os/exec.(*Cmd).Wait", "os/exec.(*Cmd).awaitGoroutines"],
        withoutFrames: [
          "os.(*Process).Wait", "os.(*Process).wait", "os.(*Process).blockUntilWaitable",
          "os.(*Process).pidfdWait", "syscall.wait4", "syscall.Wait4",
          "syscall.WaitForSingleObject",
        ])))
}
