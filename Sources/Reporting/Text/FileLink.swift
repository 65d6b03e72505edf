/// The target of a terminal's hyperlink (OSC 8) to a file that a dump names.
enum FileLink {
  /// `file:///home/u/main.go` for an absolute path of Unix; nil for any other.
  ///
  /// All but letters, digits and a few marks is escaped, so that no name ends the sequence early. The
  /// path is not looked for: it may lie on another machine, or be made up by whoever wrote the dump.
  static func target(_ path: String) -> String? {
    guard path.hasPrefix("/"), !path.hasPrefix("//") else { return nil }
    return "file://" + path.percentEncoded(keeping: "/-._~@+")
  }
}
