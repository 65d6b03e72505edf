import GoroutineDump
import Testing

@testable import LeakAnalysis

/// Rows of a fleet's map, for the tests of its ranking.
enum MapRow {
  /// The row of a capture of some day of November 2026, at eight o'clock if no hour is given.
  static func capture(
    _ service: String, _ instance: String, day: Int?, hour: Int = 8, isReadable: Bool = true,
    isTruncated: Bool = false, goroutines: Int = 100
  ) throws -> FleetRow {
    var time: Int?
    if let day {
      let text = "2026-11-\(day)T\(hour < 10 ? "0" : "")\(hour):00:00Z"
      let seconds: Int = try #require(CaptureDay.seconds(text))
      time = seconds
    }
    return FleetRow(
      origin: CaptureOrigin(service: service, instance: instance, time: time),
      capture: "\(service)/\(instance)/\(day ?? 0)-\(hour).txt",
      format: isReadable ? .debug2 : nil, isTruncated: isReadable ? isTruncated : nil,
      goroutines: isReadable ? goroutines : nil, problem: isReadable ? nil : "is empty", group: nil)
  }

  /// Goroutines at `main.FUNCTION`, by default found blocked sending.
  static func group(
    _ count: Int, _ function: String = "leak", fingerprint: String = "00000000000a",
    signature: String? = "chan-send-no-receiver", severity: Severity = .error, wait: Int? = nil,
    line: Int = 22, owner: String? = nil, probability: Double = 0.9,
    createdBy: String = "main.start"
  ) throws -> FleetRow.Group {
    FleetRow.Group(
      fingerprint: try #require(Fingerprint(fingerprint)), count: count, state: "chan send",
      stateSource: .reported, wait: wait.flatMap { WaitSummary([$0]) },
      site: Place(function: "main.\(function)", file: "/app/main.go", line: line),
      createdBy: createdBy,
      finding: signature.map {
        FleetRow.Finding(
          signature: $0, severity: severity, confidence: .high, probability: probability,
          owner: owner)
      })
  }

  /// A capture with its groups.
  static func rows(
    _ service: String, _ instance: String, day: Int?, hour: Int = 8, isTruncated: Bool = false,
    goroutines: Int = 100, _ groups: FleetRow.Group...
  ) throws -> [FleetRow] {
    let capture = try capture(
      service, instance, day: day, hour: hour, isTruncated: isTruncated, goroutines: goroutines)
    return [capture]
      + groups.map { group in
        var row = capture
        row.group = group
        return row
      }
  }

  /// The ranking of some rows.
  static func ranking(
    _ rows: [[FleetRow]], _ change: (inout FleetRanking.Settings) -> Void = { _ in }
  ) -> FleetRanking {
    var fleet = Fleet()
    for row in rows.joined() { fleet.add(row) }
    var settings = FleetRanking.Settings()
    change(&settings)
    return FleetRanking(fleet, settings: settings)
  }
}
