import GoroutineDump

/// Captures in the order in which they were given; small files among them are read a batch ahead, side
/// by side, so that thousands take every core and the memory of one batch.
struct CaptureQueue {
  private let paths: [String]
  private let reader: DumpReader
  /// What was read ahead, from ``position`` on; nil for what is read alone.
  private var ahead: ArraySlice<Bundle?> = []
  private var position = 0
  /// So many files are read at a time.
  private static let batch = 256

  init(_ paths: [String], by reader: DumpReader) {
    self.paths = paths
    self.reader = reader
  }

  /// The path that is read next; nil after the last.
  var path: String? { position < paths.count ? paths[position] : nil }

  /// Reads the next capture, see ``ProgressLine/read(_:by:)``.
  mutating func read() throws(DumpError) -> Bundle {
    if ahead.isEmpty {
      let batch = paths[position...].prefix(Self.batch)
      ahead = reader.readSmallFiles(paths: Array(batch))[...]
    }
    let path = paths[position]
    position += 1
    if let bundle = ahead.popFirst() ?? nil { return bundle }
    return try ProgressLine.read(path, by: reader)
  }
}
