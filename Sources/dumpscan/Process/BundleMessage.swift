import GoroutineDump
import Reporting

/// What a person should know of an archive or folder beside what its dumps say.
enum BundleMessage {
  /// Series that are offered at most: a bundle of a cluster has one for each node.
  private static let mostSeries = 3

  /// Says how much was read and passed over, and how captures of one process are compared.
  static func tell(_ bundle: Bundle) {
    guard bundle.isCollection else { return }
    Message.note("\(Sanitizer.sanitized(bundle.path)): \(summary(of: bundle))")
    for series in bundle.series.prefix(mostSeries) {
      let files = series.map { shellWord(Sanitizer.sanitized($0)) }.joined(separator: " ")
      Message.note("several captures of one process; try `\(Tool.name) trend \(files)`")
    }
  }

  /// `3 dumps; 11 other files skipped`
  static func summary(of bundle: Bundle) -> String {
    var text = Quantity.text(bundle.inputs.count, "dump")
    if bundle.otherFormCount > 0 {
      let forms = Quantity.text(bundle.otherFormCount, "other form")
      text += "; \(forms) of the same captures skipped"
    }
    if bundle.otherCount > 0 {
      text += "; \(Quantity.text(bundle.otherCount, "other file")) skipped"
    }
    return text
  }

  /// A word that a shell takes as it stands.
  private static func shellWord(_ text: String) -> String {
    let isPlain = text.allSatisfy { character in
      character.isLetter || character.isNumber || "/._-:=+@,".contains(character)
    }
    return isPlain
      ? text
      : "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }
}
