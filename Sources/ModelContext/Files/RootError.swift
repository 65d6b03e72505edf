/// Why a folder cannot be a root.
public enum RootError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no such folder.
  case notFound(path: String)
  /// It is a file.
  case notADirectory(path: String)

  /// One sentence with the path.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path): directory not found"
    case .notADirectory(let path): "\(path): is not a directory"
    }
  }
}
