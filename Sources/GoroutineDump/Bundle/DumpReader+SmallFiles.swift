import ParallelWork

extension DumpReader {
  /// Reads those of some files that are small and no archives, side by side: what a pipeline leaves
  /// behind is thousands of them.
  ///
  /// - Parameter paths: The files, as ``readBundle(path:)`` takes them.
  /// - Returns: One bundle for each path, in their order, the same as ``readBundle(path:)`` returns; nil
  ///   for whatever has to be read alone: a large file, an archive, a folder, a pipe, and what cannot be
  ///   read.
  public func readSmallFiles(paths: [String]) -> [Bundle?] {
    smallFiles(paths) { reader, stream, path in
      guard let input = try? reader.read(stream, path: path) else { return nil }
      var bundle = Bundle(path: path)
      bundle.inputs = [input]
      return bundle
    }
  }

  /// Does something with each of some files that are small and no archives; nil for the others.
  func smallFiles<Value: Sendable>(
    _ paths: [String],
    _ read: @Sendable (DumpReader, consuming ByteStream, String) -> Value?
  ) -> [Value?] {
    guard threads > 1, paths.count > 1 else { return paths.map { _ in nil } }
    var reader = self
    reader.threads = 1
    return SideBySide.map(paths, threads: threads) { [reader] path in
      // Opened only if it is a file: what was opened and not read of a pipe is lost.
      guard !isStopped, let size = Descriptor.fileSize(path),
        size < reader.parallelThreshold, var stream = try? ByteStream(path: path),
        stream.archiveFormat == nil
      else { return nil }
      return read(reader, stream, path)
    }
  }
}
