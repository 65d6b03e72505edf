import ArgumentParser
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import LeakAnalysis
import Reporting
import SignatureFiles

/// What dumps are judged by: the built-in signatures, a project's own, and its configuration.
struct CatalogueOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Add signatures from a document (.md), a folder of them, or a YAML list; repeatable.",
      valueName: "path"),
    completion: .file(extensions: ["md", "yml", "yaml"]))
  var signatures: [String] = []

  @Option(
    help: ArgumentHelp(
      "Configuration file (default: nearest \(Configuration.fileName) in this or a parent directory).",
      valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var config: String?

  /// The configuration: the one named, the nearest one, or none.
  ///
  /// - Throws: the exit status, where it cannot be used; the reason is printed on standard error.
  func configuration() throws -> Configuration {
    let folder = FileManager.default.currentDirectoryPath
    guard var path = config ?? Configuration.find(from: folder) else { return Configuration() }
    // As a person here would write it.
    if path == folder + "/" + Configuration.fileName { path = Configuration.fileName }
    return try telling { () throws(ConfigurationError) in try Configuration.load(path: path) }
  }

  /// The signatures, with the configuration applied.
  func catalogue(_ configuration: Configuration? = nil) throws -> Catalogue {
    let configuration = try configuration ?? self.configuration()
    return try telling { () throws(ConfigurationError) in
      var more: [Signature] = []
      for path in signatures { more += try SignatureFile.load(path: path) }
      return try configuration.catalogue(adding: more)
    }
  }

  /// Prints what could not be judged.
  static func tell(_ problems: [String]) {
    for problem in problems { Message.error(Sanitizer.sanitized(problem)) }
  }

  private func telling<Result>(
    _ body: () throws(ConfigurationError) -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch {
      Message.error(Sanitizer.sanitized(error.description))
      throw ExitStatus.configuration
    }
  }
}
