import GoroutineDump
public import LeakAnalysis

/// Writes the rows of a fleet's map, one JSON object per line with the same members in each, so that
/// Parquet, DuckDB, Spark and ClickHouse take them as a table.
///
/// What a row does not have is null; labels are a JSON object in a text, since a column cannot have
/// keys of its own in each row.
public struct FleetRows: Sendable {
  private let rows: [FleetRow]

  /// Rows to write.
  public init(_ rows: [FleetRow]) { self.rows = rows }

  /// Writes the rows.
  public func write(to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    for row in rows {
      Self.write(row, to: &json)
      json.output.write("\n")
    }
    json.output.flush()
  }

  /// The rows as a text.
  public var text: String {
    var bytes: [UInt8] = []
    // The closure is called before `write` returns, and nowhere else.
    withoutActuallyEscaping({ (piece: [UInt8]) in bytes += piece }) { take in
      write(to: ReportOutput(take))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ row: FleetRow, to json: inout JSONWriter) {
    let group = row.group
    json.beginObject()
    json.member("schema", FleetRow.schema)
    json.member("row", group == nil ? "capture" : "group")
    json.optional("service", row.origin.service)
    json.optional("instance", row.origin.instance)
    json.optional("version", row.origin.version)
    json.optional("captured_at", row.origin.capturedAt)
    json.member("capture", row.capture)
    json.optional("format", row.format?.rawValue)
    json.optional("truncated", row.isTruncated)
    json.optional("dump_goroutines", row.goroutines)
    json.optional("problem", row.problem)
    json.optional("fingerprint", group?.fingerprint.description)
    json.optional("count", group?.count)
    json.optional("state", group?.state)
    json.optional("state_source", group?.stateSource.rawValue)
    json.optional("leaked", group?.leaked)
    json.optional("wait_min", group?.wait?.min)
    json.optional("wait_median", group?.wait?.median)
    json.optional("wait_max", group?.wait?.max)
    json.optional("id_min", group?.ids.map { Int(clamping: $0.lowerBound) })
    json.optional("id_max", group?.ids.map { Int(clamping: $0.upperBound) })
    json.optional("creators", group?.creators)
    json.optional("creators_gone", group?.creatorsGone)
    json.optional("site_function", group?.site.function)
    json.optional("site_file", group?.site.file)
    json.optional("site_line", group?.site.line)
    json.optional("created_by_function", group?.createdBy)
    json.optional("labels", group.flatMap(labels))
    json.optional("signature", group?.finding?.signature)
    json.optional("severity", group?.finding?.severity.rawValue)
    json.optional("confidence", group?.finding?.confidence.rawValue)
    if let probability = group?.finding?.probability {
      json.member("probability", probability)
    } else {
      json.optional("probability", nil as Int?)
    }
    json.optional("owner", group?.finding?.owner)
    json.member("tool_version", Tool.version)
    json.endObject()
  }

  private static func labels(_ group: FleetRow.Group) -> String? {
    guard !group.labels.isEmpty else { return nil }
    var bytes: [UInt8] = []
    for (number, label) in group.labels.enumerated() {
      bytes.append(contentsOf: (number == 0 ? "{" : ", ").utf8)
      JSONText.append(label.key, to: &bytes)
      bytes.append(contentsOf: ": ".utf8)
      JSONText.append(label.value, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self) + "}"
  }
}

extension JSONWriter {
  /// A member that is null where there is no text.
  mutating func optional(_ name: String, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  /// A member that is null where there is no number.
  mutating func optional(_ name: String, _ number: Int?) {
    key(name)
    if let number { value(number) } else { null() }
  }

  /// A member that is null where there is no answer.
  mutating func optional(_ name: String, _ truth: Bool?) {
    key(name)
    if let truth { value(truth) } else { null() }
  }

  private mutating func null() { value(json: Array("null".utf8)[...]) }
}
