#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

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
    return isInstalled("less") ? Pager(command: "less") : nil
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
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    // Both are set up before they are used, and destroyed once.
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    // What this program ignores, the pager must not.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    // The words are copied C strings that live until the function ends, and a nil ends them.
    let texts: [String] = ["/bin/sh", "-c", command]
    var words: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    var process = pid_t()
    let failure = unsafe posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, environ)
    return failure == 0 ? process : nil
  }

  private static func isInstalled(_ program: String) -> Bool {
    let folders = (Terminal.environment("PATH") ?? "").split(separator: ":")
    // access reads the path, which outlives the call.
    return folders.contains { unsafe access("\($0)/\(program)", X_OK) == 0 }
  }
}
