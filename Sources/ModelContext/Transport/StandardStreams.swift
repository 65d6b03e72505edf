#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization
import SystemCalls

/// The client at the other end of standard input and output.
public enum StandardStreams {
  private static let pieceSize = 64 << 10

  /// Answers a client until it closes standard input; then what was asked is answered still, unless
  /// nobody reads any more.
  ///
  /// - Returns: 0, or the system's number for a failure to read.
  public static func serve(_ offer: ServerOffer) -> Int32 {
    let isClosed = Atomic<Bool>(false)
    // Lines of several threads must not run into each other.
    let turn = Mutex(())
    let server = ModelContextServer(offer) { line in
      turn.withLock { _ in
        guard !isClosed.load(ordering: .relaxed) else { return }
        if WritingBytes.write(line, to: STDOUT_FILENO) != 0 {
          isClosed.store(true, ordering: .relaxed)
        }
      }
    }
    var splitter = LineSplitter()
    var buffer = [UInt8](repeating: 0, count: pieceSize)
    var failure: Int32 = 0
    while !isClosed.load(ordering: .relaxed) {
      // The buffer has `pieceSize` bytes, and read fills no more.
      let got = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(STDIN_FILENO, bytes.baseAddress, pieceSize)
      }
      if got > 0 {
        splitter.take(buffer[..<got]) { server.receive($0) }
        continue
      }
      if got < 0, errno == EINTR { continue }
      if got < 0 { failure = errno }
      break
    }
    splitter.finish { server.receive($0) }
    if isClosed.load(ordering: .relaxed) { server.cancelAll() }
    server.drain()
    return failure
  }
}
