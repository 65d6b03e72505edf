import GoroutineDump
import PCRE2

/// Which signature tells how a program ended: of those whose analysis knows such ends, the first whose
/// words are said; else the first that asks for none.
struct Endings: Sendable {
  private var known: [(signature: String, kinds: Set<Failure.Kind>, messages: [Pattern])] = []

  init(_ catalogue: Catalogue) {
    for signature in catalogue.signatures {
      guard case .analysis(nil, let analysis) = signature.detection, !analysis.endings.isEmpty
      else { continue }
      known.append((signature.id, analysis.endings, signature.messages))
    }
  }

  /// The signature of a failure; nil where none knows it.
  func signature(of failure: Failure) -> String? {
    let candidates = known.filter { $0.kinds.contains(failure.kind) }
    let text = ([failure.message] + failure.remarks).joined(separator: "\n")
    // A pattern that reaches its limits matches nothing.
    let special = candidates.first { candidate in
      candidate.messages.contains { (try? $0.matches(text)) ?? false }
    }
    return (special ?? candidates.first { $0.messages.isEmpty })?.signature
  }
}
