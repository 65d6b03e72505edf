import ArgumentParser
import LeakAnalysis
import Reporting
import SignatureFiles

/// One signature.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a signature: what it shows, why it leaks, the fix in code, look-alikes.",
    discussion: """
      Examples:
        dumpscan explain http-transport-per-request
        dumpscan explain chan-send-no-receiver --format markdown > jobs-stuck.md
      """)

  @Argument(
    help: "The id of a signature, as shown in a finding or by `dumpscan signatures`.",
    completion: .list(Catalogue.builtIn.signatures.map(\.id)))
  var id: String

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown }

  @Option(
    help: ArgumentHelp(
      "Output format; --signatures reads markdown.",
      valueName: "format"))
  var format = Format.text

  @OptionGroup var paging: PagerOptions
  @OptionGroup var rules: CatalogueOptions

  func run() throws {
    let catalogue = try rules.catalogue()
    guard let signature = catalogue.signature(id) else {
      let nearest = catalogue.nearestID(to: id).map { "; did you mean '\($0)'?" }
      Message.error(
        "unknown signature '\(Sanitizer.sanitized(id))'"
          + (nearest ?? "; `\(Tool.name) signatures` lists all"))
      throw ExitStatus.usage
    }
    switch format {
    case .text:
      try StandardOutput.write(SignatureFiles.explain(signature), pager: paging.pager)
    case .markdown: try StandardOutput.write(SignatureFiles.markdown(signature))
    }
  }
}
