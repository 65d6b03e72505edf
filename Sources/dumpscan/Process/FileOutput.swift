#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Reporting
import SystemCalls

/// A file that a report is written to.
struct FileOutput {
  let path: String
  /// Whether the report is put behind what the file holds.
  let appends: Bool

  init(path: String, appends: Bool = false) {
    // By that name it would be opened anew, and what stands in it be overwritten.
    self.path = path == "/dev/stdout" ? "-" : path
    self.appends = appends
  }

  /// Writes what `body` writes; `-` is standard output, by way of a pager where one is given.
  ///
  /// - Throws: how to end, where it could not be written.
  func write(
    pager: Pager? = nil, _ body: (consuming ReportOutput) -> Void
  ) throws {
    if path == "-" {
      let output = StandardOutput(pager: pager)
      body(output.report)
      return try output.check()
    }
    let mode = O_WRONLY | O_CREAT | O_CLOEXEC | (appends ? O_APPEND : O_TRUNC)
    // The path's bytes live for the call.
    let descriptor = unsafe open(path, mode, 0o666)
    guard descriptor >= 0 else { throw failure(errno) }
    var number: Int32 = 0
    body(
      ReportOutput { piece in
        if number == 0 { number = WritingBytes.write(piece, to: descriptor) }
      })
    if close(descriptor) != 0, number == 0 { number = errno }
    if number != 0 { throw failure(number) }
  }

  private func failure(_ number: Int32) -> ExitStatus {
    // strerror's text is copied at once.
    let reason = unsafe String(cString: strerror(number))
    Message.error("\(Sanitizer.sanitized(path)): cannot write: \(reason)")
    return .inputOutput
  }
}
