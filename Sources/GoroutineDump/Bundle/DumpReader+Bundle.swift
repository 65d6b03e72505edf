import Archive

extension DumpReader {
  /// Reads a file, a pipe (`-`), or an archive with all dumps in it, in archives within it too.
  ///
  /// `bundle.tgz:nodes/1/stacks.txt` is one member of an archive, `bundle.tgz:nodes` those of a folder
  /// in it. Nothing is unpacked to disk.
  ///
  /// - Throws: ``DumpError`` where nothing is a dump.
  public func readBundle(path: String) throws(DumpError) -> Bundle {
    var selection: MemberSelection?
    if path != "-", !Descriptor.exists(path) {
      selection = MemberSelection(path) { Descriptor.exists($0) }
    }
    let stream = try ByteStream(path: selection?.bundle ?? path)
    return try readBundle(stream, path: path, selection)
  }

  /// Reads bytes that are in memory as ``readBundle(path:)`` reads those of a file.
  ///
  /// - Parameters:
  ///   - bytes: A dump or an archive.
  ///   - path: What the inputs and errors call it.
  /// - Throws: ``DumpError`` where nothing is a dump.
  public func readBundle(bytes: [UInt8], path: String = "-") throws(DumpError) -> Bundle {
    try readBundle(ByteStream(bytes: bytes), path: path, nil)
  }

  private func readBundle(
    _ stream: consuming ByteStream, path: String, _ selection: MemberSelection?
  ) throws(DumpError) -> Bundle {
    guard stream.archiveFormat != nil else {
      if selection != nil { throw .notFound(path: path) }
      var bundle = Bundle(path: path)
      bundle.inputs = [try read(stream, path: path)]
      return bundle
    }
    var walk = BundleWalk(self, selection)
    walk.take(stream, path: selection?.bundle ?? path, depth: 0)
    return try walk.finish(path: path)
  }

  /// Reads the files of a folder, which whoever calls has listed, and the archives among them.
  ///
  /// - Parameters:
  ///   - path: What errors call the folder.
  ///   - files: The paths of its files.
  /// - Throws: ``DumpError`` where nothing is a dump.
  public func readFolder(path: String, files: [String]) throws(DumpError) -> Bundle {
    var walk = BundleWalk(self, nil)
    let small = smallFiles(files) { reader, stream, file in
      BundleWalk.Content(of: stream, path: file, by: reader)
    }
    for (file, content) in zip(files, small) {
      if let content {
        walk.take(content, path: file)
        continue
      }
      guard !isStopped else { break }
      do throws(DumpError) {
        walk.take(try ByteStream(path: file), path: file, depth: 0)
      } catch {
        walk.bundle.failures.append(error)
      }
    }
    return try walk.finish(path: path)
  }
}

/// `bundle.tgz:nodes/1`: an archive, and what of it is wanted.
struct MemberSelection: Sendable {
  let bundle: String
  /// The bundle's path, a colon, and the member's.
  let wanted: String

  /// Nil where no part of the path before a colon is there.
  init?(_ path: String, exists: (String) -> Bool) {
    var colon = path.startIndex
    while let next = path[colon...].firstIndex(of: ":") {
      let bundle = String(path[..<next])
      colon = path.index(after: next)
      if !bundle.isEmpty, colon < path.endIndex, exists(bundle) {
        self.bundle = bundle
        wanted = path
        return
      }
    }
    return nil
  }

  /// Whether a member is wanted: by its whole name, or by that of a folder or an archive it is in.
  func takes(_ path: String) -> Bool {
    path == wanted || path.hasPrefix(wanted.hasSuffix("/") ? wanted : wanted + "/")
      || path.hasPrefix(wanted + ":")
  }
}
