import GoroutineDump
import LeakAnalysis

/// The command that shows more of a finding: one of its goroutines, or what speaks for and against it.
enum NextCommand {
  /// `dumpscan --goroutine 88 goroutine.txt`; nil where neither goroutines nor a place are known.
  static func of(_ finding: Finding, _ analysis: DumpAnalysis, path: String) -> String? {
    let file = Self.file(path)
    if let id = example(of: finding, analysis) { return "\(Tool.name) --goroutine \(id) \(file)" }
    guard finding.ledger != nil, let site = finding.site else { return nil }
    return "\(Tool.name) --why \(quoted(site.function)) \(file)"
  }

  /// The goroutine to look at: who keeps the others of a finding waiting, which tells more than one of
  /// them; else the one that waits longest in the group that it shows, of several that with the smallest
  /// id. nil where the dump has no ids.
  static func example(of finding: Finding, _ analysis: DumpAnalysis) -> UInt64? {
    if let root = finding.blockedBy.first, root.goroutine != 0, root.grade > .possible {
      return root.goroutine
    }
    guard let group = finding.shownGroup else { return nil }
    var best: (id: UInt64, wait: Int)?
    for record in analysis.goroutines(of: analysis.groups[group]) where record.id != 0 {
      let wait = record.waitMinutes ?? -1
      if let known = best, (known.wait, record.id) >= (wait, known.id) { continue }
      best = (record.id, wait)
    }
    return best?.id
  }

  /// An input as a command line names it; `FILE` for standard input, which cannot be read again.
  static func file(_ path: String) -> String { path == "-" ? "FILE" : quoted(path) }

  /// A word of a command line, in quotation marks where a shell would take it for more.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { $0.isLetterOrDigit || "/-._:@%+=,".utf8.contains($0) }
    if isPlain, !word.isEmpty { return word }
    return "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
