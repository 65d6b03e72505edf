#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
public import LeakAnalysis

/// A file of signatures: `signatures:` and a list of them.
///
/// ```yaml
/// signatures:
///   - id: worker-stuck
///     title: workers that wait for a job nobody sends
///     top: main.(*pool).worker
///     state: chan receive
///     count: 50
///     minutes: 10
/// ```
public enum SignatureFile {
  /// The signatures of a file.
  ///
  /// - Throws: ``ConfigurationError`` with the file, line and key of what is wrong.
  public static func load(path: String) throws(ConfigurationError) -> [Signature] {
    try signatures(yaml: try text(path: path), file: path)
  }

  /// The signatures of a text; `file` is named in errors.
  public static func signatures(
    yaml: String, file: String
  ) throws(ConfigurationError) -> [Signature] {
    let root = try Value(yaml: yaml, file: file)
    guard let list = try root.fields(known: ["signatures"])["signatures"] else {
      throw root.error("`signatures:` and a list of them are expected here")
    }
    return try signatures(list)
  }

  /// The signatures of a list.
  static func signatures(_ list: Value) throws(ConfigurationError) -> [Signature] {
    var signatures: [Signature] = []
    for value in try list.entries() {
      let signature = try Signature(value)
      if signatures.contains(where: { $0.id == signature.id }) {
        throw value.error("the id \(quoted(signature.id)) stands twice in this file")
      }
      signatures.append(signature)
    }
    return signatures
  }

  /// A file's text.
  static func text(path: String) throws(ConfigurationError) -> String {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ConfigurationError(file: path, line: 0, key: "", message: "there is no such file")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError(file: path, line: 0, key: "", message: "cannot be read")
    }
    guard data.count <= largest else {
      throw ConfigurationError(
        file: path, line: 0, key: "", message: "is larger than 1 MiB: is it the right file?")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static let largest = 1 << 20
}
