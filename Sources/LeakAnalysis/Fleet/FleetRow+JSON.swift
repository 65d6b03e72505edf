#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import GoroutineDump

/// Why a line is no row of a fleet's map: one sentence, without the place.
public struct FleetRowError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension FleetRow {
  /// The schema that each row names.
  public static let schema = "dumpscan-fleet-map/1"
  /// More goroutines are in no dump: a reader takes 67 million.
  private static let mostGoroutines = 1 << 32

  /// Reads a line that `dumpscan --format ndjson --fleet` wrote, or a table's export of such rows.
  ///
  /// - Throws: ``FleetRowError`` where it is none.
  public init(json line: some Sequence<UInt8>) throws(FleetRowError) {
    let row: Line
    do {
      row = try JSONDecoder().decode(Line.self, from: Data(line))
    } catch DecodingError.keyNotFound(let key, _) {
      throw FleetRowError("has no \"\(key.stringValue)\"")
    } catch DecodingError.typeMismatch(_, let context),
      DecodingError.valueNotFound(_, let context)
    {
      let name = context.codingPath.last?.stringValue ?? ""
      throw FleetRowError("\"\(name)\": \(context.debugDescription)")
    } catch {
      throw FleetRowError("is not valid JSON")
    }
    guard row.schema == Self.schema else {
      throw FleetRowError(
        "has the schema '\(row.schema)'; this version reads '\(Self.schema)'")
    }
    var time: Int?
    if let text = row.capturedAt {
      guard let seconds = CaptureDay.seconds(text) else {
        throw FleetRowError(
          "\"captured_at\": expected a time such as 2026-11-21T08:42:26Z, found '\(text)'")
      }
      time = seconds
    }
    self.init(
      origin: CaptureOrigin(
        service: row.service, instance: row.instance, version: row.version, time: time),
      capture: row.capture,
      format: try row.format.map { text throws(FleetRowError) in
        try Self.value(text, "format", Dump.Format.init)
      },
      isTruncated: row.truncated, goroutines: row.dumpGoroutines, problem: row.problem,
      group: nil)
    switch row.row {
    case "capture": break
    case "group": group = try Group(row, mostGoroutines: Self.mostGoroutines)
    default:
      throw FleetRowError("\"row\": expected 'capture' or 'group', found '\(row.row)'")
    }
  }

  /// A word of a fixed list.
  fileprivate static func value<Value>(
    _ text: String, _ name: String, _ make: (String) -> Value?
  ) throws(FleetRowError) -> Value {
    guard let value = make(text) else {
      throw FleetRowError("\"\(name)\": unknown value '\(text)'")
    }
    return value
  }

  /// The columns, as the line spells them.
  fileprivate struct Line: Decodable {
    var schema: String
    var row: String
    var service: String?
    var instance: String?
    var version: String?
    var capturedAt: String?
    var capture: String
    var format: String?
    var truncated: Bool?
    var dumpGoroutines: Int?
    var problem: String?
    var fingerprint: String?
    var count: Int?
    var state: String?
    var stateSource: String?
    var leaked: Int?
    var waitMin: Int?
    var waitMedian: Int?
    var waitMax: Int?
    var idMin: UInt64?
    var idMax: UInt64?
    var creators: Int?
    var creatorsGone: Int?
    var siteFunction: String?
    var siteFile: String?
    var siteLine: Int?
    var createdByFunction: String?
    var labels: String?
    var signature: String?
    var severity: String?
    var confidence: String?
    var probability: Double?
    var owner: String?

    enum CodingKeys: String, CodingKey {
      case schema, row, service, instance, version, capture, format, truncated
      case problem, fingerprint, count, state, leaked, creators, labels, signature, severity,
        confidence, probability, owner
      case capturedAt = "captured_at"
      case dumpGoroutines = "dump_goroutines"
      case stateSource = "state_source"
      case waitMin = "wait_min"
      case waitMedian = "wait_median"
      case waitMax = "wait_max"
      case idMin = "id_min"
      case idMax = "id_max"
      case creatorsGone = "creators_gone"
      case siteFunction = "site_function"
      case siteFile = "site_file"
      case siteLine = "site_line"
      case createdByFunction = "created_by_function"
    }
  }
}

extension FleetRow.Group {
  fileprivate init(_ row: FleetRow.Line, mostGoroutines: Int) throws(FleetRowError) {
    guard let text = row.fingerprint else { throw FleetRowError("has no \"fingerprint\"") }
    guard let fingerprint = Fingerprint(text) else {
      throw FleetRowError(
        "\"fingerprint\": expected 12 hexadecimal digits, found '\(text)'")
    }
    guard let count = row.count else { throw FleetRowError("has no \"count\"") }
    guard (0...mostGoroutines).contains(count) else {
      throw FleetRowError("\"count\": expected 0 to \(mostGoroutines), found \(count)")
    }
    self.init(
      fingerprint: fingerprint, count: count, state: row.state ?? "unknown",
      stateSource: try FleetRow.value(
        row.stateSource ?? "unknown", "state_source", StateSource.init),
      leaked: row.leaked ?? 0,
      site: Place(
        function: row.siteFunction ?? "", file: row.siteFile ?? "", line: row.siteLine ?? 0))
    if let min = row.waitMin, let median = row.waitMedian, let max = row.waitMax {
      wait = WaitSummary([min, median, max])
    }
    if let first = row.idMin, let last = row.idMax, first <= last { ids = first...last }
    creators = row.creators
    creatorsGone = row.creatorsGone
    createdBy = row.createdByFunction
    labels = try Self.labels(row.labels)
    guard let signature = row.signature else { return }
    finding = FleetRow.Finding(
      signature: signature,
      severity: try FleetRow.value(row.severity ?? "", "severity", Severity.init),
      confidence: try FleetRow.value(row.confidence ?? "", "confidence", Confidence.init),
      probability: row.probability ?? 0, owner: row.owner)
  }

  /// The labels of a JSON object in a text, by key.
  private static func labels(_ text: String?) throws(FleetRowError) -> [Label] {
    guard let text else { return [] }
    guard
      let labels = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    else { throw FleetRowError("\"labels\": expected a JSON object of texts, found '\(text)'") }
    return labels.map { Label(key: $0.key, value: $0.value) }.sorted()
  }
}
