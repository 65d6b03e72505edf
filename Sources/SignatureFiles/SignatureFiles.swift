#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
public import LeakAnalysis

/// The catalogue as text: each form is printed from the signatures themselves.
public enum SignatureFiles {
  /// A file of signatures, which ``SignatureFile`` reads again.
  public static func yaml(_ signatures: [Signature]) -> String {
    SignatureYAML(signatures).document
  }

  /// A table for a README: id, usual and worst severity, what it finds, what it tells it from.
  public static func markdownTable(_ signatures: [Signature]) -> String {
    var text = "| signature | usual severity | what it finds | healthy look-alikes |\n"
    text += "| --- | --- | --- | --- |\n"
    for signature in signatures {
      let cells = [
        "`\(signature.id)`", severity(of: signature), signature.title,
        signature.lookAlikes.joined(separator: "; "),
      ]
      text += "| " + cells.map(cell).joined(separator: " | ") + " |\n"
    }
    return text
  }

  /// A list of objects, one for each signature, with sorted keys.
  public static func json(_ signatures: [Signature]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(signatures.map(SignatureRecord.init))
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// One signature for a person: what it is, why, how to fix it, an example, its look-alikes.
  public static func explain(_ signature: Signature) -> String {
    Explanation(signature).text
  }

  /// One signature as a document, which ``SignatureFile`` reads again.
  public static func markdown(_ signature: Signature) -> String {
    SignatureMarkdown(signature).text
  }

  /// `warning, up to error`.
  private static func severity(of signature: Signature) -> String {
    let (usual, worst) = (signature.usualSeverity, signature.severity)
    return usual == worst ? worst.rawValue : "\(usual.rawValue), up to \(worst.rawValue)"
  }

  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
      .replacing("<", with: "&lt;")
  }
}
