/// Where the bytes of an archive come from: a file, a pipe, or a member of another archive.
public protocol ArchiveSource: AnyObject, Sendable {
  /// Fills the buffer from its start; how many bytes, 0 at the end.
  func read(into buffer: inout [UInt8]) -> Int

  /// The size in bytes where every part of the source can be reached, or nil: then it is read once,
  /// front to back.
  var seekableSize: Int? { get }

  /// Goes on at so many bytes from the start; false where that cannot be. Asked for only where
  /// ``seekableSize`` is known.
  func seek(to offset: Int) -> Bool
}
