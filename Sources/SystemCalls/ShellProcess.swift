#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A line for `/bin/sh`, as a process beside this one.
public struct ShellProcess {
  /// What becomes one of the process's files, by its number there.
  public enum File {
    /// An open file of this process.
    case descriptor(Int32, as: Int32)
    /// A file that is opened, with the flags of `open`.
    case path(String, flags: Int32, as: Int32)
  }

  /// The line; never made from an input.
  public var line: String
  /// Its files that are not this process's.
  public var files: [File]
  /// Signals that it does not ignore, though this process may.
  public var defaultSignals: [Int32] = []
  /// It and all that it starts are a process group of their own, to be ended together.
  public var hasOwnGroup = false

  /// A line with the files that it gets.
  public init(_ line: String, files: [File]) {
    self.line = line
    self.files = files
  }

  /// What became of it: the process, or the system's number for what went wrong.
  public enum Start {
    case process(Int32)
    case failure(Int32)
  }

  /// Starts it.
  public func start() -> Start {
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
    for file in files {
      switch file {
      case .descriptor(let descriptor, let number):
        unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, number)
      case .path(let path, let flags, let number):
        // The path is copied.
        unsafe posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o644)
      }
    }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in defaultSignals { unsafe sigaddset(&signals, signal) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags = Int32(POSIX_SPAWN_SETSIGDEF) | (hasOwnGroup ? Int32(POSIX_SPAWN_SETPGROUP) : 0)
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    // The words are copied C strings that live until the function ends, and a nil ends them.
    let texts: [String] = ["/bin/sh", "-c", line]
    var words: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    var process = pid_t()
    let failure = unsafe posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, environ)
    return failure == 0 ? .process(process) : .failure(failure)
  }
}
