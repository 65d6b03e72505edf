#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import SystemCalls

/// A program that shows a long text page by page, as git uses it.
struct Pager {
  /// The command, for a shell: it comes from the user's own environment, never from an input.
  let command: String

  /// The pager of a person at a terminal: `DUMPSCAN_PAGER`, `PAGER`, or `less` where it is installed;
  /// nil where there is no terminal, or it is set to nothing or `cat`.
  static var forTerminal: Pager? {
    guard Stream.output.isTerminal, Terminal.environment("TERM") != "dumb" else { return nil }
    for name in ["DUMPSCAN_PAGER", "PAGER"] where Terminal.isSet(name) {
      guard let command = Terminal.environment(name), command != "cat" else { return nil }
      return Pager(command: command)
    }
    let path = Terminal.environment("PATH") ?? ""
    return InstalledPrograms.has("less", in: path) ? Pager(command: "less") : nil
  }

  /// The end of a pipe that the pager reads from, and its process.
  struct Running {
    var input: Int32
    var process: pid_t
  }

  /// Starts it; nil where that fails.
  func start() -> Running? {
    // As git does: leave where one screen holds all, let colours through, do not clear the screen.
    // The values are copied; no other thread reads the environment by now.
    _ = unsafe setenv("LESS", "FRX", 0)
    _ = unsafe setenv("LV", "-c", 0)
    var ends: [Int32] = [-1, -1]
    // pipe fills both numbers.
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process = spawn(ends)
    close(ends[0])
    guard let process else {
      close(ends[1])
      return nil
    }
    // Ctrl-C is the pager's while it runs.
    _ = signal(SIGINT, SIG_IGN)
    return Running(input: ends[1], process: process)
  }

  /// Waits for the pager's end, which its reader decides.
  ///
  /// - Returns: whether the command was there.
  static func finish(_ running: Running) -> Bool {
    close(running.input)
    var status: Int32 = 0
    // waitpid fills `status`; a signal may come between.
    while unsafe waitpid(running.process, &status, 0) < 0, errno == EINTR {}
    return (status >> 8) & 0xff != 127
  }

  private func spawn(_ ends: [Int32]) -> pid_t? {
    var shell = ShellProcess(command, files: [.descriptor(ends[0], as: 0)])
    // What this program ignores, the pager must not.
    shell.defaultSignals = [SIGINT, SIGPIPE]
    guard case .process(let process) = shell.start() else { return nil }
    return process
  }
}
