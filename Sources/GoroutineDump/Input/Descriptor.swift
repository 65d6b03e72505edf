#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file, pipe or terminal to read from; closed at the end of its life, standard input not.
struct Descriptor: ~Copyable {
  private let number: Int32
  private let closes: Bool
  private let path: String
  /// The size of a regular file in bytes, or nil for a pipe or terminal.
  let size: Int?
  /// Where a regular file stood when it was opened: standard input may be in its middle.
  let start: Int?

  /// Opens a file, or takes standard input for `-`.
  init(path: String) throws(DumpError) {
    // Nothing is stored before all that can fail has been done: what is thrown away half made has no
    // end of life that would close the file.
    let closes = path != "-"
    let number = closes ? unsafe open(path, O_RDONLY | O_CLOEXEC) : 0
    guard number >= 0 else {
      throw errno == ENOENT
        ? DumpError.notFound(path: path)
        : .unreadable(path: path, reason: Self.systemMessage())
    }
    var status = stat()
    // fstat fills `status`, which outlives the call.
    guard unsafe fstat(number, &status) == 0 else {
      let reason = Self.systemMessage()
      if closes { _ = close(number) }
      throw .unreadable(path: path, reason: reason)
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      if closes { _ = close(number) }
      throw .isDirectory(path: path)
    }
    self.path = path
    self.number = number
    self.closes = closes
    let isFile = status.st_mode & S_IFMT == S_IFREG
    size = isFile ? Int(status.st_size) : nil
    let position = isFile ? lseek(number, 0, SEEK_CUR) : -1
    start = position >= 0 ? Int(position) : nil
    #if os(Linux)
      // A larger pipe halves the number of switches between writer and reader; where it is refused
      // the default serves. The number is F_SETPIPE_SZ, which the overlay does not import.
      if size == nil { _ = fcntl(number, 1031, 1 << 20) }
    #endif
  }

  deinit {
    if closes { _ = close(number) }
  }

  /// The regular file from where it stands now, for reading ahead of ``read(into:at:limit:)``; nil for
  /// a pipe or terminal.
  var positioned: PositionedFile? {
    guard size != nil else { return nil }
    let position = lseek(number, 0, SEEK_CUR)
    return position >= 0 ? PositionedFile(number: number, position: Int(position)) : nil
  }

  /// The path of a file that can be opened again; nil for standard input, a pipe or terminal.
  var regularFile: String? { closes && size != nil ? path : nil }

  /// Passes over bytes of a regular file that are read by their position.
  func skip(_ length: Int) { _ = lseek(number, off_t(length), SEEK_CUR) }

  /// Goes on at so many bytes from where a regular file stood at first; false where it cannot.
  func seek(to offset: Int) -> Bool {
    guard let start else { return false }
    return lseek(number, off_t(start + offset), SEEK_SET) >= 0
  }

  /// Whether there is something of that name: a file, a folder, a pipe.
  static func exists(_ path: String) -> Bool {
    // The path is copied for the call.
    unsafe access(path, F_OK) == 0
  }

  /// The size in bytes of a regular file that is not open; nil for anything else.
  static func fileSize(_ path: String) -> Int? {
    var status = stat()
    // The path is copied for the call, which fills `status`.
    guard path != "-", unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(status.st_size)
  }

  /// Reads up to `limit` bytes into `buffer` at `offset`; 0 at the end, nil where a signal came.
  func read(
    into buffer: inout [UInt8], at offset: Int, limit: Int
  ) throws(DumpError) -> Int? {
    let room = Swift.min(limit, buffer.count - offset)
    guard room > 0 else { return 0 }
    let file = number
    if size == nil ? !Self.waitForInput(file) : DumpReader.isInterrupted { return nil }
    let got = unsafe buffer.withUnsafeMutableBytes { bytes -> Int in
      // `room` bytes from `offset` lie inside the buffer, as computed above.
      guard let base = bytes.baseAddress else { return 0 }
      #if canImport(Glibc)
        return unsafe Glibc.read(file, base + offset, room)
      #elseif canImport(Musl)
        return unsafe Musl.read(file, base + offset, room)
      #else
        return unsafe Darwin.read(file, base + offset, room)
      #endif
    }
    if got >= 0 { return got }
    if errno == EINTR { return nil }
    throw .unreadable(path: path, reason: Self.systemMessage())
  }

  /// Waits until a pipe or terminal has something to read; false where the reading was interrupted.
  ///
  /// The signal may have reached another thread than this one, so a blocked `read` would not end.
  private static func waitForInput(_ file: Int32) -> Bool {
    var poller = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    while !DumpReader.isInterrupted {
      // One descriptor, which is good for the call.
      let ready = unsafe poll(&poller, 1, 100)
      // Errors are left to `read`, which says what they are.
      if ready > 0 || ready < 0 && errno != EINTR { return true }
    }
    return false
  }

  private static func systemMessage() -> String {
    // strerror's text is copied at once.
    unsafe String(cString: strerror(errno))
  }
}

/// A regular file as it stands at one moment. It is good as long as the ``Descriptor`` it was asked of.
struct PositionedFile: Sendable {
  fileprivate let number: Int32
  /// The byte of the file at which it stands.
  let position: Int

  /// Fills a part of a buffer with the bytes from `offset` bytes behind the position on; how many of
  /// them there were: less only at the file's end, or where the system refuses.
  ///
  /// Any number of threads may do so at a time, and none of them moves the file's position.
  func read(into buffer: inout [UInt8], at part: Range<Int>, from offset: Int) -> Int {
    let part = part.clamped(to: buffer.indices)
    let file = number
    let start = position + offset
    return unsafe buffer.withUnsafeMutableBytes { bytes -> Int in
      guard let base = bytes.baseAddress else { return 0 }
      var filled = 0
      while filled < part.count {
        // The rest of the part lies inside the buffer, as clamped above.
        let got = unsafe pread(
          file, base + part.lowerBound + filled, part.count - filled, off_t(start + filled))
        if got < 0, errno == EINTR { continue }
        if got <= 0 { break }
        filled += got
      }
      return filled
    }
  }
}
