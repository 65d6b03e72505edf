#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import SystemCalls

/// A line for `/bin/sh`, run in a process group of its own.
struct ShellCommand {
  var line: String

  /// What one run took.
  struct Cost {
    var seconds: Double
    /// User and system time of all processes of the line.
    var processorSeconds: Double
    /// The most memory of any process of the line.
    var peakBytes: Int
  }

  /// A run that did not end well.
  struct Failure: Error, CustomStringConvertible {
    var line: String
    /// The exit status, 128 and more for a signal.
    var status: Int32
    var description: String { "status \(status) from: \(line)" }
  }

  /// Runs it to its end, without input.
  ///
  /// - Parameters:
  ///   - output: the file that takes what it prints.
  ///   - error: the file that takes its complaints.
  func run(output: String, error: String) throws -> Cost {
    let clock = ContinuousClock()
    let start = clock.now
    var shell = ShellProcess(
      line,
      files: [
        .path("/dev/null", flags: O_RDONLY, as: 0), .path(output, flags: Self.writing, as: 1),
        .path(error, flags: Self.writing, as: 2),
      ])
    // So that all of a pipeline can be ended.
    shell.hasOwnGroup = true
    let process: pid_t
    switch shell.start() {
    case .process(let started): process = started
    case .failure(let number): throw SystemFailure("/bin/sh", number)
    }
    var status: Int32 = 0
    var usage = rusage()
    // wait4 fills both; it returns early where a signal comes.
    while unsafe wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw SystemFailure("wait4") }
      if Interruption.happened { kill(-process, SIGKILL) }
    }
    let seconds = (clock.now - start) / .seconds(1)
    if Interruption.happened { throw Interruption() }
    let end = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    guard end == 0 else { throw Failure(line: line, status: end) }
    return Cost(
      seconds: seconds,
      processorSeconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
      peakBytes: Self.peakBytes(usage))
  }

  /// The most memory that this process has taken. Linux counts it for every command as well, since
  /// a new process shares its parent's memory until it runs another program.
  static func ownPeakBytes() -> Int {
    #if os(Linux)
      var usage = rusage()
      #if canImport(Glibc)
        let own = __rusage_who_t(RUSAGE_SELF.rawValue)
      #else
        let own = RUSAGE_SELF
      #endif
      // getrusage fills `usage`.
      _ = unsafe getrusage(own, &usage)
      return peakBytes(usage)
    #else
      return 0
    #endif
  }

  private static let writing = O_WRONLY | O_CREAT | O_TRUNC

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static func peakBytes(_ usage: rusage) -> Int {
    #if canImport(Darwin)
      usage.ru_maxrss
    #else
      usage.ru_maxrss * 1024
    #endif
  }
}
