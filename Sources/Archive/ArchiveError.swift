/// Why an archive, a member or a compressed stream could not be read on.
public enum ArchiveError: Error, Hashable, CustomStringConvertible {
  /// The bytes are damaged or end early; the reason is libarchive's.
  case damaged(reason: String)
  /// The member is encrypted, and no password is known.
  case encrypted
  /// libarchive got no memory.
  case outOfMemory

  /// One sentence without its subject and full stop.
  public var description: String {
    switch self {
    case .damaged(let reason): "is damaged or incomplete: \(reason)"
    case .encrypted: "is encrypted; decrypt it first"
    case .outOfMemory: "needs more memory than is available"
    }
  }
}
