#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
public import LeakAnalysis

/// Signatures in files: a document for each (`worker-stuck.md`), a folder of documents, or
/// `signatures:` and a list of them.
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
  /// The signatures of a file, or of the documents of a folder and those below it.
  ///
  /// - Throws: ``ConfigurationError`` with the file, line and key of what is wrong.
  public static func load(path: String) throws(ConfigurationError) -> [Signature] {
    var isDirectory = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory {
      return try signatures(folder: path)
    }
    if path.hasSuffix(".md") { return [try document(path: path).signature] }
    return try signatures(yaml: try text(path: path), file: path)
  }

  /// The signature of a document's text; `file`, which is named in errors, is its id and `.md`.
  public static func signature(
    markdown: String, file: String
  ) throws(ConfigurationError) -> Signature {
    try SignatureDocument(markdown, file: file).signature
  }

  private static func document(path: String) throws(ConfigurationError) -> SignatureDocument {
    try SignatureDocument(try text(path: path), file: path)
  }

  /// The signatures of a folder, by their ranks and ids. A README is about them, and is none.
  private static func signatures(folder: String) throws(ConfigurationError) -> [Signature] {
    let root = folder.hasSuffix("/") ? folder : folder + "/"
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    var paths: [String: String] = [:]
    var documents: [SignatureDocument] = []
    for name in names.sorted() where name.hasSuffix(".md") && !isAside(name) {
      let document = try document(path: root + name)
      let id = document.signature.id
      if let other = paths.updateValue(root + name, forKey: id) {
        throw ConfigurationError(
          file: root + name, line: 0, key: "",
          message: "duplicate id \(quoted(id)), also used in \(other)")
      }
      documents.append(document)
    }
    guard !documents.isEmpty else {
      throw ConfigurationError(
        file: folder, line: 0, key: "",
        message: "no signatures in this folder; expected files such as worker-stuck.md")
    }
    return documents.sorted().map(\.signature)
  }

  private static func isAside(_ name: String) -> Bool {
    name.split(separator: "/").contains { $0 == "README.md" || $0.hasPrefix(".") }
  }

  /// The signatures of a text; `file` is named in errors.
  public static func signatures(
    yaml: String, file: String
  ) throws(ConfigurationError) -> [Signature] {
    let root = try Value(yaml: yaml, file: file)
    guard let list = try root.fields(known: ["signatures"])["signatures"] else {
      throw root.error("expected `signatures:` and a list")
    }
    return try signatures(list)
  }

  /// The signatures of a list.
  static func signatures(_ list: Value) throws(ConfigurationError) -> [Signature] {
    var signatures: [Signature] = []
    for value in try list.entries() {
      let signature = try Signature(value)
      if signatures.contains(where: { $0.id == signature.id }) {
        throw value.error("duplicate id \(quoted(signature.id))")
      }
      signatures.append(signature)
    }
    return signatures
  }

  /// A file's text.
  static func text(path: String) throws(ConfigurationError) -> String {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ConfigurationError(file: path, line: 0, key: "", message: "file not found")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError(file: path, line: 0, key: "", message: "cannot read the file")
    }
    guard data.count <= largest else {
      throw ConfigurationError(
        file: path, line: 0, key: "", message: "larger than 1 MiB; is it the right file?")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static let largest = 1 << 20
}
