import ArgumentParser
import LeakAnalysis
import Reporting
import SignatureFiles

/// The catalogue.
struct SignaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signatures",
    abstract: "List the known signatures, or write them as YAML to base your own on.",
    discussion: """
      Examples:
        dumpscan signatures
        dumpscan signatures --format yaml > signatures.yml
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, yaml, json, markdown }

  @Option(help: ArgumentHelp("Output format.", valueName: "format"))
  var format = Format.text

  @OptionGroup var paging: PagerOptions
  @OptionGroup var rules: CatalogueOptions

  func run() throws {
    let signatures = try rules.catalogue().signatures
    let text =
      switch format {
      case .text: Self.list(signatures)
      case .yaml: SignatureFiles.yaml(signatures)
      case .json: try SignatureFiles.json(signatures)
      case .markdown: SignatureFiles.markdownTable(signatures)
      }
    try StandardOutput.write(text, pager: format == .text ? paging.pager : nil)
  }

  /// A line for each: id, worst severity, title.
  private static func list(_ signatures: [Signature]) -> String {
    let width = signatures.map(\.id.count).max() ?? 0
    return signatures.map { signature in
      let id = signature.id + String(repeating: " ", count: width - signature.id.count)
      let severity = signature.severity.rawValue
      return id + "  " + severity + String(repeating: " ", count: 9 - severity.count)
        + Sanitizer.sanitized(signature.title) + "\n"
    }.joined()
  }
}

extension StandardOutput {
  /// Writes a text, all of it, by way of a pager where one is given.
  static func write(_ text: String, pager: Pager? = nil) throws {
    let output = StandardOutput(pager: pager)
    var report = output.report
    report.write(text)
    report.flush()
    try output.check()
  }
}
