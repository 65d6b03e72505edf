import GoroutineDump

extension Signature {
  /// File operations that do not come back.
  static let syscallStuck = Signature(
    id: "syscall-stuck",
    title: "file operations that hang in the kernel",
    summary: """
      Goroutines are in a system call on a file (stat, open, write, sync, flock), for five minutes \
      and more. Each takes a thread of the system.
      """,
    cause: """
      The file is on a mount that hangs (NFS, a dead volume), is a pipe without a reader, or is \
      locked by somebody else. The call cannot be interrupted.
      """,
    fix: """
      Mend the mount; keep such calls apart with a limit on how many may run, and do not wait for \
      them where a timeout is needed.
      """,
    severity: .error,
    thresholds: Thresholds(note: 1, warning: 2, error: 20, minutes: 5),
    lookAlikes: [
      "signal handlers, epoll, waiting for a child, cgo: other frames",
      "a read from the terminal: not among these calls",
    ],
    sources: ["golang/go#44083 (30 hours)", "kubernetes/kubernetes#31272"],
    help: "https://pkg.go.dev/os#File",
    example: Example(
      stack: """
        goroutine 77 [syscall, 31 minutes]:
        syscall.Syscall(0x4, 0xc0000a2000, 0xc0000b4000, 0x0)
        \t/usr/local/go/src/syscall/syscall_linux.go:69 +0xfc
        syscall.stat(0xc0000a2000)
        \t/usr/local/go/src/syscall/zsyscall_linux_amd64.go:1290 +0x316
        os.Stat(0xc0000a2000)
        \t/usr/local/go/src/os/stat.go:13 +0x1d0
        main.(*volume).isMounted(0xc0000a2000)
        \t/app/volume.go:31 +0xe4
        created by main.(*volume).watch in goroutine 1
        \t/app/volume.go:24 +0x26e
        """,
      before: """
        info, err := os.Stat("/mnt/nfs/data") // hangs with the server
        """,
      after: """
        select {
        case r := <-statInOnePlace("/mnt/nfs/data"): // one goroutine for all who ask
        \tuse(r)
        case <-time.After(5 * time.Second):
        \treturn errMountHangs
        }
        """),
    detection: .pattern(
      GroupPattern(
        states: [.syscall],
        frames: [
          "os.Stat", "os.Lstat", "os.OpenFile", "os.Open", "os.ReadDir", "os.Readlink", "os.Remove",
          "os.Rename", "os.(*File).Sync", "os.(*File).Write", "os.(*File).Stat",
          "os.(*File).ReadDir",
          "os.(*File).Readdirnames", "os.(*File).Close", "syscall.Flock", "syscall.Statfs",
          "syscall.Stat", "syscall.Lstat", "syscall.Open", "syscall.Fsync", "syscall.Mount",
          "syscall.Unmount", "golang.org/x/sys/unix.Flock", "golang.org/x/sys/unix.Statfs",
          "golang.org/x/sys/unix.Stat", "golang.org/x/sys/unix.Lstat",
          "golang.org/x/sys/unix.Fsync",
          "golang.org/x/sys/unix.Unmount", "golang.org/x/sys/unix.Mount",
        ])))
}
