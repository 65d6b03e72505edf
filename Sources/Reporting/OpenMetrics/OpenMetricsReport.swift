import GoroutineDump
import LeakAnalysis

/// Writes numbers as OpenMetrics 1.0, which Prometheus' collector of text files reads too: goroutines
/// by state, findings by signature, and what a gate says.
public struct OpenMetricsReport: Sendable {
  private let publication: Publication

  /// A report to write.
  public init(_ publication: Publication) { self.publication = publication }

  /// A value with the labels that tell it from others of its family.
  private struct Sample {
    var labels: [(name: String, value: String)]
    var value: Int
  }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    let dumps = publication.view.report.dumps
    family(
      "dumpscan_goroutines", "Goroutines in the dump, by state.", dumps.flatMap(states), &output)
    family(
      "dumpscan_goroutines_proved_leaked", "Goroutines that the garbage collector proved leaked.",
      dumps.map { analysis in
        Sample(
          labels: [("capture", analysis.name)],
          value: analysis.groups.reduce(0) { $0 + ($1.isLeaked ? $1.count : 0) })
      }, &output)
    family(
      "dumpscan_longest_wait_seconds", "The longest wait of a goroutine, in whole minutes.",
      dumps.compactMap { analysis in
        analysis.groups.compactMap { $0.wait?.max }.max().map {
          Sample(labels: [("capture", analysis.name)], value: $0 * 60)
        }
      }, unit: "seconds", &output)
    let findings = findings
    family("dumpscan_findings", "Findings, by signature and severity.", findings.counts, &output)
    family(
      "dumpscan_finding_goroutines", "Goroutines of the findings, by signature and severity.",
      findings.goroutines, &output)
    if let verdict = publication.verdict {
      family(
        "dumpscan_gate_passed", "Whether the gate passed (1) or not (0).",
        [Sample(labels: [], value: verdict.outcome == .passed ? 1 : 0)], &output)
      family(
        "dumpscan_captures_not_judged", "Captures that the gate could not judge.",
        [Sample(labels: [], value: verdict.doubts.count)], &output)
    }
    output.write("# EOF\n")
    output.flush()
  }

  private func states(_ analysis: DumpAnalysis) -> [Sample] {
    Summary([analysis]).states.map {
      Sample(labels: [("capture", analysis.name), ("state", $0.name)], value: $0.count)
    }
  }

  /// How many findings, and how many goroutines they speak of, of each signature and severity.
  private var findings: (counts: [Sample], goroutines: [Sample]) {
    struct Key: Hashable {
      var capture: String
      var signature: String
      var severity: Severity
    }
    var order: [Key] = []
    var sums: [Key: (findings: Int, goroutines: Int)] = [:]
    for result in publication.results where !result.isAccepted {
      let key = Key(
        capture: result.capture, signature: result.finding.signature,
        severity: result.finding.severity)
      if sums[key] == nil { order.append(key) }
      sums[key, default: (0, 0)].findings += 1
      sums[key, default: (0, 0)].goroutines += result.finding.count
    }
    func samples(_ value: ((findings: Int, goroutines: Int)) -> Int) -> [Sample] {
      order.map { key in
        Sample(
          labels: [
            ("capture", key.capture), ("signature", key.signature),
            ("severity", key.severity.rawValue),
          ], value: value(sums[key] ?? (0, 0)))
      }
    }
    return (samples(\.findings), samples(\.goroutines))
  }

  /// A family of gauges; one without samples is left out.
  private func family(
    _ name: String, _ help: String, _ samples: [Sample], unit: String? = nil,
    _ output: inout ReportOutput
  ) {
    guard !samples.isEmpty else { return }
    output.write("# TYPE \(name) gauge\n")
    if let unit { output.write("# UNIT \(name) \(unit)\n") }
    output.write("# HELP \(name) \(help)\n")
    var seen: Set<String> = []
    for sample in samples {
      let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      let series = labels.isEmpty ? name : "\(name){\(labels.joined(separator: ","))}"
      // A capture that was given twice is one: no series may come twice.
      if seen.insert(series).inserted { output.write("\(series) \(sample.value)\n") }
    }
  }

  /// The three escapes that the value of a label has.
  private static func escaped(_ text: String) -> String {
    Sanitizer.sanitized(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
