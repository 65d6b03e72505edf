import GoroutineDump
import LeakAnalysis

/// Writes one line per group as CSV (RFC 4180), for spreadsheets and data frames.
public struct CSVReport: Sendable {
  private let publication: Publication

  /// A report to write.
  public init(_ publication: Publication) { self.publication = publication }

  private static let header = [
    "capture", "fingerprint", "count", "state", "leaked", "wait_min", "wait_median", "wait_max",
    "top_function", "top_file", "top_line", "site_function", "site_file", "site_line",
    "created_by_function", "created_by_file", "created_by_line", "signatures",
  ]

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    output.write(Self.line(Self.header))
    let view = publication.view
    let signatures = SignaturesByGroup(view)
    for (number, analysis) in view.report.dumps.enumerated() {
      let fingerprints = FingerprintTable(analysis)
      for (index, group) in analysis.groups.enumerated()
      where view.shows(group: index, ofDump: number) {
        var fields = [
          analysis.name, fingerprints.fingerprint(of: group).description, String(group.count),
          group.state.name, String(group.isLeaked ? group.count : 0),
        ]
        if let wait = group.wait {
          fields += [String(wait.min), String(wait.median), String(wait.max)]
        } else {
          fields += ["", "", ""]
        }
        for frame in [group.top, group.site, group.creator] {
          fields += Self.fields(frame.map(analysis.place))
        }
        fields.append(signatures.of(group: index, ofDump: number).joined(separator: " "))
        output.write(Self.line(fields))
      }
    }
    output.flush()
  }

  private static func fields(_ place: Place?) -> [String] {
    guard let place else { return ["", "", ""] }
    return [place.function, place.file, place.line > 0 ? String(place.line) : ""]
  }

  private static func line(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  private static func field(_ text: String) -> String {
    let text = Sanitizer.sanitized(text)
    guard text.utf8.contains(where: { #",""#.utf8.contains($0) }) else { return text }
    var quoted = "\""
    for character in text {
      if character == "\"" { quoted += "\"" }
      quoted.append(character)
    }
    return quoted + "\""
  }
}

/// The signatures that speak of each group.
struct SignaturesByGroup {
  private var signatures: [[Int: [String]]]

  init(_ view: ReportView) {
    signatures = Array(repeating: [:], count: view.report.dumps.count)
    for finding in view.findings {
      for group in finding.groups {
        signatures[finding.dump][group, default: []].append(finding.signature)
      }
    }
  }

  func of(group: Int, ofDump number: Int) -> [String] { signatures[number][group] ?? [] }
}
