import GoroutineDump
import LeakAnalysis

/// Writes JUnit XML, which every build server shows: a suite per capture, with a test case for the
/// capture itself and one for each signature or limit of which something is reported; where nothing
/// is, one case that passes.
public struct JUnitReport: Sendable {
  private let publication: Publication

  /// A report to write.
  public init(_ publication: Publication) { self.publication = publication }

  private enum Status {
    case passed
    case failed([Publication.Result])
    case broken(String)
  }

  private struct Case {
    var name: String
    var status: Status
    /// Findings that do not fail.
    var told: [Publication.Result] = []
  }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var suites: [(name: String, cases: [Case])] = []
    let results = Dictionary(
      grouping: publication.results.lazy.filter { !$0.isAccepted }, by: \.finding.dump)
    for (number, analysis) in publication.view.report.dumps.enumerated() {
      suites.append((analysis.name, cases(analysis, results[number] ?? [])))
    }
    let read = Set(suites.map(\.name))
    for doubt in publication.verdict?.doubts ?? [] where !read.contains(doubt.capture) {
      suites.append((doubt.capture, [Case(name: "capture", status: .broken(doubt.reason))]))
    }
    output.write(#"<?xml version="1.0" encoding="UTF-8"?>"# + "\n")
    output.write("<testsuites \(counts(suites.flatMap(\.cases)))>\n")
    for suite in suites {
      output.write(
        "  <testsuite name=\"\(XML.escaped(suite.name))\" \(counts(suite.cases)) skipped=\"0\">\n")
      for test in suite.cases { output.write(text(of: test, suite.name)) }
      output.write("  </testsuite>\n")
    }
    output.write("</testsuites>\n")
    output.flush()
  }

  private func cases(_ analysis: DumpAnalysis, _ results: [Publication.Result]) -> [Case] {
    let doubt = publication.verdict?.doubts.first { $0.capture == analysis.name }
    var cases = [
      Case(name: "capture", status: doubt.map { .broken($0.reason) } ?? .passed)
    ]
    guard analysis.dump.isGoroutineProfile else { return cases }
    // Signatures without a result say nothing: a case for each would hide those that fail.
    var names: [String] = []
    for result in results where !names.contains(result.finding.signature) {
      names.append(result.finding.signature)
    }
    if names.isEmpty { cases.append(Case(name: "findings", status: .passed)) }
    let bySignature = Dictionary(grouping: results, by: \.finding.signature)
    for name in names {
      let own = bySignature[name] ?? []
      let failing = own.filter(\.fails)
      cases.append(
        Case(
          name: name, status: failing.isEmpty ? .passed : .failed(failing),
          told: own.filter { !$0.fails }))
    }
    return cases
  }

  private func counts(_ cases: [Case]) -> String {
    var failures = 0
    var errors = 0
    for test in cases {
      switch test.status {
      case .passed: break
      case .failed: failures += 1
      case .broken: errors += 1
      }
    }
    return "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" time=\"0\""
  }

  private func text(of test: Case, _ suite: String) -> String {
    // What stands before the last dot is taken for a package.
    let name = suite.replacing(".", with: "_")
    var text = "    <testcase classname=\"dumpscan.\(XML.escaped(name))\" "
    text += "name=\"\(XML.escaped(test.name))\" time=\"0\""
    var inner = ""
    switch test.status {
    case .passed: break
    case .broken(let reason):
      inner += "      <error type=\"capture\" message=\"\(XML.escaped(reason))\"/>\n"
    case .failed(let results):
      let first = results[0].finding
      let place = results[0].location.map { " (\($0.path):\($0.line))" } ?? ""
      let message =
        results.count == 1
        ? "\(first.title)\(place): \(first.evidence)"
        : "\(first.title), in \(results.count) places\(place): \(first.evidence)"
      inner += "      <failure type=\"\(first.severity.rawValue)\" "
      inner += "message=\"\(XML.escaped(message))\">"
      inner += results.map { XML.text(description($0)) }.joined(separator: "\n\n")
      inner += "</failure>\n"
    }
    if !test.told.isEmpty {
      inner += "      <system-out>"
      inner += test.told.map { XML.text(description($0)) }.joined(separator: "\n\n")
      inner += "</system-out>\n"
    }
    return text + (inner.isEmpty ? "/>\n" : ">\n\(inner)    </testcase>\n")
  }

  private func description(_ result: Publication.Result) -> String {
    let finding = result.finding
    var lines = ["\(finding.severity.rawValue): \(finding.title)", result.size]
    if let site = finding.site {
      let place = result.location.map { " \($0.path):\($0.line)" } ?? ""
      lines.append("where: \(site.function)\(place)")
    }
    if let creator = finding.createdBy {
      lines.append("created by: \(creator.function) \(creator.file):\(creator.line)")
    }
    lines.append("evidence: \(finding.evidence)")
    if let change = result.change { lines.append("baseline: \(change)") }
    if !finding.cause.isEmpty { lines.append("cause: \(finding.cause)") }
    if !finding.fix.isEmpty { lines.append("fix: \(finding.fix)") }
    return lines.map(Sanitizer.sanitized).joined(separator: "\n")
  }
}

/// Texts as XML takes them.
enum XML {
  /// The text of an element, with its line breaks.
  static func text(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
      .joined(separator: "\n")
  }

  /// The text with markup escaped; a line break becomes a reference, so that attributes keep it, and
  /// characters that XML 1.0 does not have become visible escapes.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n": escaped += "&#10;"
      case _ where Sanitizer.isUnsafe(scalar) || scalar.value & 0xfffe == 0xfffe:
        escaped += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
