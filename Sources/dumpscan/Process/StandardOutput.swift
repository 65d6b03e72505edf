#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Reporting
import Synchronization
import SystemCalls

/// The two streams that the program writes to.
enum Stream: Int32 {
  case output = 1
  case error = 2

  /// Writes all of some bytes; what cannot be written stays unwritten.
  ///
  /// - Returns: 0, or the system's number for what went wrong.
  func write(_ bytes: [UInt8]) -> Int32 { WritingBytes.write(bytes, to: rawValue) }

  /// Whether a person sits at the other end.
  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Whether a person sits where standard input comes from.
  static var inputIsTerminal: Bool { isatty(0) == 1 }
}

/// Where a report goes, and whether it got there.
final class StandardOutput: Sendable {
  private let failure = Atomic<Int32>(0)
  private let pager: Pager.Running?

  /// Standard output, by way of a pager or not.
  init(pager: Pager? = nil) { self.pager = pager?.start() }

  /// An output for a report.
  var report: ReportOutput {
    ReportOutput { [self] piece in
      guard failure.load(ordering: .relaxed) == 0 else { return }
      let descriptor = pager?.input ?? Stream.output.rawValue
      failure.store(WritingBytes.write(piece, to: descriptor), ordering: .relaxed)
    }
  }

  /// Tells a failure to write; that nobody reads on (`dumpscan x | head`) is none.
  func check() throws {
    if let pager, !Pager.finish(pager) {
      Message.error("pager not found; set DUMPSCAN_PAGER or use --no-pager")
      throw ExitStatus.inputOutput
    }
    let number = failure.load(ordering: .relaxed)
    guard number != 0, number != EPIPE else { return }
    // strerror's text is copied at once.
    let reason = unsafe String(cString: strerror(number))
    Message.error("standard output: cannot write: \(reason); the report is incomplete")
    throw ExitStatus.inputOutput
  }
}
