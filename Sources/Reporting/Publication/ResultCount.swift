import LeakAnalysis

/// How many results there are, in the words that every format's heading has.
enum ResultCount {
  /// `2 errors, 1 note`, of a gate also `1 limit exceeded`; empty for none.
  static func heading(_ results: [Publication.Result]) -> String { heading(results.map(\.finding)) }

  /// The same of findings and of what passes a gate's limits.
  static func heading(_ findings: [Finding]) -> String {
    let limits = Set(GateFailure.Reason.allCases.filter { $0 != .finding }.map(\.rawValue))
    let own = findings.filter { !limits.contains($0.signature) }
    let exceeded = findings.count - own.count
    var parts = own.isEmpty ? [] : [FindingOverview.heading(own)]
    if exceeded > 0 { parts.append("\(Quantity.text(exceeded, "limit")) exceeded") }
    return parts.joined(separator: ", ")
  }
}
