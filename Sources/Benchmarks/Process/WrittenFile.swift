#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

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
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer -> Int in
        // `start` is less than the buffer's count, so the rest is not empty and lies inside.
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[start...])
        #if canImport(Glibc)
          return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
          return unsafe Musl.write(descriptor, rest.baseAddress, rest.count)
        #else
          return unsafe Darwin.write(descriptor, rest.baseAddress, rest.count)
        #endif
      }
      if written >= 0 {
        start += written
      } else if errno != EINTR {
        throw SystemFailure(path)
      }
    }
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
