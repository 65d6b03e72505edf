/// A configuration or signature file that cannot be used: where, and what would be right.
public struct ConfigurationError: Error, Sendable, Hashable {
  /// The file, as it was named.
  public var file: String
  /// The line, from 1; 0 where it concerns the whole file.
  public var line: Int
  /// The key, with those around it: `signatures[2].severity`; empty where there is none.
  public var key: String
  /// What is wrong, and what would be right.
  public var message: String

  /// An error.
  public init(file: String, line: Int, key: String, message: String) {
    self.file = file
    self.line = line
    self.key = key
    self.message = message
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// `.dumpscan.yml:12: signatures[0].severity: …`, one sentence on one line.
  public var description: String {
    let place = line > 0 ? "\(file):\(line): " : "\(file): "
    return place + (key.isEmpty ? "" : "\(key): ") + message
  }
}
