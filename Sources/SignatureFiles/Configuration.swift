#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
public import LeakAnalysis

/// What `.dumpscan.yml` says: a project's own signatures, and what it knows of its goroutines.
///
/// ```yaml
/// signatures: []                 # see SignatureFile
/// disable: [sleep-loop-never-ends]
/// thresholds:
///   sql-pool-exhausted: {warning: 50, error: 200, minutes: 2}
/// expect:
///   - top: main.(*pool).worker
///     max: 64
/// gate:
///   failOn: warning
/// ```
public struct Configuration: Sendable {
  /// The name that is looked for.
  public static let fileName = ".dumpscan.yml"

  /// The file; empty where there is none.
  public var path = ""
  /// The project's own signatures.
  public var signatures: [Signature] = []
  /// Ids of signatures that are not asked.
  public var disabled: [String] = []
  /// Other numbers for signatures, by id.
  public var thresholds: [String: ThresholdChange] = [:]
  /// Goroutines that are as they should be.
  public var expectations: [Expectation] = []
  /// What the gate lets through; what the file does not say is the default.
  public var gate = GateConfiguration()
  /// The lines on which ids stand, for errors.
  private var places: [String: (line: Int, key: String)] = [:]

  /// A configuration that changes nothing.
  public init() {}

  /// The configuration of a file.
  ///
  /// - Throws: ``ConfigurationError`` with the file, line and key of what is wrong.
  public static func load(path: String) throws(ConfigurationError) -> Configuration {
    try Configuration(yaml: try SignatureFile.text(path: path), file: path)
  }

  /// The path of the configuration that holds in a folder: its own, or that of the nearest folder
  /// above; nil where there is none.
  public static func find(from directory: String) -> String? {
    var folder = URL(filePath: directory, directoryHint: .isDirectory).standardizedFileURL
    while true {
      let file = folder.appending(path: fileName).path
      if FileManager.default.fileExists(atPath: file) { return file }
      let parent = folder.deletingLastPathComponent().standardizedFileURL
      if parent.path == folder.path || folder.path == "/" { return nil }
      folder = parent
    }
  }

  /// The configuration of a text; `file` is named in errors.
  public init(yaml: String, file: String) throws(ConfigurationError) {
    path = file
    // Comments alone say nothing; an empty file is one that was not written.
    if !yaml.isEmpty, try Value.root(yaml: yaml, file: file)?.isEmpty ?? true { return }
    let root = try Value(yaml: yaml, file: file)
    let fields = try root.fields(known: ["signatures", "disable", "thresholds", "expect", "gate"])
    if let list = fields["signatures"] { signatures = try SignatureFile.signatures(list) }
    for value in try fields["disable"]?.entries() ?? [] {
      let id = try value.text()
      disabled.append(id)
      places[id] = (value.line, value.path)
    }
    for (id, value) in try fields["thresholds"]?.fields() ?? [] {
      thresholds[id] = try ThresholdChange(value)
      places[id] = (value.line, value.path)
    }
    for value in try fields["expect"]?.entries() ?? [] {
      expectations.append(try Expectation(value))
    }
    if let value = fields["gate"] { gate = try GateConfiguration(value) }
  }

  /// The file and what it says beside the gate's values, in one line.
  public var summary: String {
    let parts = [
      ("signatures", signatures.count), ("disable", disabled.count),
      ("thresholds", thresholds.count), ("expect", expectations.count),
    ].filter { $0.1 > 0 }.map { "\($0.1) in \($0.0)" }
    return parts.isEmpty ? path : "\(path), with \(parts.joined(separator: ", "))"
  }

  /// A catalogue with this configuration applied, and with signatures of other files.
  ///
  /// A signature replaces the built-in one of the same id; new ones are asked first, since who
  /// writes them knows the program.
  ///
  /// - Throws: ``ConfigurationError`` where an id names no signature.
  public func catalogue(
    _ base: Catalogue = .builtIn, adding more: [Signature] = []
  ) throws(ConfigurationError) -> Catalogue {
    var all = base.signatures
    var own: [Signature] = []
    for signature in signatures + more {
      if let index = all.firstIndex(where: { $0.id == signature.id }) {
        all[index] = signature
      } else if let index = own.firstIndex(where: { $0.id == signature.id }) {
        own[index] = signature
      } else {
        own.append(signature)
      }
    }
    all = own + all
    let ids = all.map(\.id)
    for id in disabled + thresholds.keys.sorted() where !ids.contains(id) {
      let nearest = Nearest.match(id, in: ids).map { "; did you mean `\($0)`?" }
      throw ConfigurationError(
        file: path, line: places[id]?.line ?? 0, key: places[id]?.key ?? id,
        message: "unknown signature \(quoted(id))"
          + (nearest ?? "; `dumpscan signatures` lists all"))
    }
    var catalogue = Catalogue(all.filter { !disabled.contains($0.id) })
    for index in catalogue.signatures.indices {
      thresholds[catalogue.signatures[index].id]?.apply(
        to: &catalogue.signatures[index].thresholds)
    }
    catalogue.expectations = base.expectations + expectations
    return catalogue
  }
}
