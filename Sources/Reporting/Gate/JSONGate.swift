import GoroutineDump
import LeakAnalysis

/// Writes what a gate says as the member `gate` of the JSON report.
struct JSONGate {
  private let verdict: GateVerdict
  private let report: Report

  init(_ verdict: GateVerdict, _ report: Report) {
    self.verdict = verdict
    self.report = report
  }

  func write(to json: inout JSONWriter) {
    json.key("gate")
    json.beginObject(onLines: true)
    json.member("outcome", verdict.outcome.rawValue)
    json.key("failures")
    json.beginArray(onLines: true)
    for failure in verdict.failures {
      let finding = failure.finding
      json.beginObject()
      json.member("reason", failure.reason.rawValue)
      json.member("signature", finding.signature)
      json.member("input", finding.dump)
      json.member("severity", finding.severity.rawValue)
      json.member("count", finding.count)
      json.write(waitMinutes: finding.wait)
      json.write("site", finding.site)
      json.write("createdBy", finding.createdBy)
      json.member("title", finding.title)
      json.member("evidence", finding.evidence)
      if let change = failure.change { json.member("change", change) }
      json.endObject()
    }
    json.endArray()
    json.key("notJudged")
    json.beginArray(onLines: true)
    for doubt in verdict.doubts {
      json.beginObject()
      json.member("capture", doubt.capture)
      json.member("reason", doubt.reason)
      json.endObject()
    }
    json.endArray()
    json.member("accepted", verdict.accepted.count)
    json.member("tolerated", verdict.tolerated.count)
    json.key("resolved")
    json.beginArray(onLines: true)
    for entry in verdict.resolved {
      json.beginObject()
      json.write(entry)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}

extension JSONWriter {
  /// The members of an accepted group.
  mutating func write(_ entry: Baseline.Entry) {
    member("fingerprint", entry.fingerprint.description)
    member("count", entry.count)
    member("state", entry.state)
    member("site", entry.site)
    if !entry.call.isEmpty { member("call", entry.call) }
  }
}
