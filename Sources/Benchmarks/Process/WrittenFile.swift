#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import SystemCalls

/// A file that is written from its start.
struct WrittenFile {
  private let path: String
  private let descriptor: Int32

  init(path: String) throws(SystemFailure) {
    self.path = path
    // open reads the path, which outlives the call.
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw SystemFailure(path) }
  }

  func write(_ bytes: [UInt8]) throws(SystemFailure) {
    let number = WritingBytes.write(bytes, to: descriptor)
    guard number == 0 else { throw SystemFailure(path, number) }
  }

  func close() throws(SystemFailure) {
    #if canImport(Glibc)
      let status = Glibc.close(descriptor)
    #elseif canImport(Musl)
      let status = Musl.close(descriptor)
    #else
      let status = Darwin.close(descriptor)
    #endif
    guard status == 0 else { throw SystemFailure(path) }
  }
}
