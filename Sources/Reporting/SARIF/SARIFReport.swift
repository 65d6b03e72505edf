import GoroutineDump
import LeakAnalysis

/// Writes findings as SARIF 2.1.0 (OASIS), for code scanning and editors.
///
/// The rules are the signatures of the findings, with their text as help. `partialFingerprints` are
/// made of the signature and the group's fingerprint, so that a service knows a finding again after a
/// rebuild. Paths are relative to `%SRCROOT%`, as far as ``SourcePaths`` makes them so; files of Go and
/// of modules, which a build with `-trimpath` names so too, to `GOROOT` and `GOMODCACHE`.
public struct SARIFReport: Sendable {
  private let publication: Publication
  private let results: [Publication.Result]
  private let rules: SARIFRules

  /// Frames of a result's stack.
  private static let frameLimit = 30

  /// A report to write.
  public init(_ publication: Publication) {
    self.publication = publication
    results = publication.results
    rules = SARIFRules(results, publication.catalogue)
  }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    json.beginObject(onLines: true)
    json.member(
      "$schema",
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    json.member("version", "2.1.0")
    json.key("runs")
    json.beginArray(onLines: true)
    json.beginObject(onLines: true)
    json.key("tool")
    json.beginObject()
    json.key("driver")
    json.beginObject()
    json.member("name", Tool.name)
    json.member("semanticVersion", Tool.version)
    rules.write(to: &json)
    json.endObject()
    json.endObject()
    writeInvocation(&json)
    json.member("columnKind", "unicodeCodePoints")
    json.key("results")
    json.beginArray(onLines: true)
    for result in results { write(result, to: &json) }
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.finish()
  }

  /// Captures that cannot be judged are faults of the run, not of the code.
  private func writeInvocation(_ json: inout JSONWriter) {
    let doubts = publication.verdict?.doubts ?? []
    json.key("invocations")
    json.beginArray()
    json.beginObject()
    json.member("executionSuccessful", doubts.isEmpty)
    json.key("toolExecutionNotifications")
    json.beginArray()
    for doubt in doubts {
      json.beginObject()
      json.member("level", "error")
      json.message("\(doubt.capture): \(doubt.reason)")
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endArray()
  }

  private func write(_ result: Publication.Result, to json: inout JSONWriter) {
    let finding = result.finding
    json.beginObject()
    json.member("ruleId", finding.signature)
    if let index = rules.index[finding.signature] { json.member("ruleIndex", index) }
    json.member("level", SARIFRules.level(finding.severity))
    var text = "\(finding.title): \(finding.evidence)."
    if let change = result.change { text += " \(change)." }
    if !finding.cause.isEmpty { text += " \(finding.cause)" }
    if !finding.fix.isEmpty { text += " Fix: \(finding.fix)" }
    json.message(text)
    json.key("locations")
    json.beginArray()
    // Code scanning shows no result without a file: the capture stands in for it.
    write(
      result.location ?? .init(path: result.capture, line: 1), finding.site?.function, to: &json)
    json.endArray()
    writeRelated(result, to: &json)
    writeStack(finding, to: &json)
    json.key("partialFingerprints")
    json.beginObject()
    json.member("dumpscan/v1", "\(finding.signature):\(result.fingerprint)")
    json.endObject()
    if result.isAccepted {
      json.key("suppressions")
      json.beginArray()
      json.beginObject()
      json.member("kind", "external")
      json.member("justification", "accepted by the baseline")
      json.endObject()
      json.endArray()
    }
    json.key("properties")
    json.beginObject()
    json.member("capture", result.capture)
    json.member("goroutines", finding.count)
    json.member("confidence", finding.confidence.rawValue)
    if !finding.owners.isEmpty { json.member("owner", finding.owners.joined(separator: " ")) }
    json.write(waitMinutes: finding.wait)
    json.endObject()
    json.endObject()
  }

  /// Where the goroutines are started, and where those are that keep them waiting.
  private func writeRelated(_ result: Publication.Result, to json: inout JSONWriter) {
    let blockers = result.finding.blockedBy.prefix(Self.blockerLimit).compactMap { blocker in
      publication.paths.location(blocker.site).map { (blocker, $0) }
    }
    let origin = result.finding.createdBy == nil ? nil : result.origin
    guard origin != nil || !blockers.isEmpty else { return }
    json.key("relatedLocations")
    json.beginArray()
    if let origin {
      write(
        origin, result.finding.createdBy?.function, message: "the goroutines are started here",
        to: &json)
    }
    for (blocker, location) in blockers {
      write(
        location, blocker.site.function,
        message:
          "\(blocker.name) keeps them waiting (\(blocker.grade.rawValue): \(blocker.reason))",
        to: &json)
    }
    json.endArray()
  }

  private static let blockerLimit = 4

  private func write(
    _ location: SourcePaths.Location, _ function: String?, message: String? = nil,
    to json: inout JSONWriter
  ) {
    json.beginObject()
    json.key("physicalLocation")
    json.beginObject()
    json.key("artifactLocation")
    json.beginObject()
    let place = SARIFPath(location.path, of: function)
    json.member("uri", place.uri)
    if let base = place.base { json.member("uriBaseId", base) }
    json.endObject()
    json.key("region")
    json.beginObject()
    json.member("startLine", location.line)
    json.endObject()
    json.endObject()
    if let function {
      json.key("logicalLocations")
      json.beginArray()
      json.beginObject()
      json.member("fullyQualifiedName", function)
      json.member("kind", "function")
      json.endObject()
      json.endArray()
    }
    if let message { json.message(message) }
    json.endObject()
  }

  /// The stack that shows what it is.
  private func writeStack(_ finding: Finding, to json: inout JSONWriter) {
    let analysis = publication.view.report.dumps[finding.dump]
    guard let group = finding.shownGroup.map({ analysis.groups[$0] }) else { return }
    let places = analysis.frames(of: group).prefix(Self.frameLimit).map(analysis.place)
    guard !places.isEmpty else { return }
    json.key("stacks")
    json.beginArray()
    json.beginObject()
    json.message("\(group.count) goroutines, \(group.state.name)")
    json.key("frames")
    json.beginArray()
    for place in places {
      json.beginObject()
      json.key("location")
      let location = publication.paths.location(place)
      if let location {
        write(location, place.function, to: &json)
      } else {
        json.beginObject()
        json.message(place.function)
        json.endObject()
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endArray()
  }
}
