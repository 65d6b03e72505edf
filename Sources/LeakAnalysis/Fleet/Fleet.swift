import GoroutineDump

/// The rows of a fleet's map, gathered for ranking: names are kept once, and of a group only what the
/// ranking asks for.
public struct Fleet: Sendable {
  /// A capture.
  struct Capture: Sendable {
    var service: Int32
    /// The instance; the capture itself where nothing tells which it is.
    var instance: Int32
    var name: Int32
    /// Seconds since 1970; nil where not known.
    var time: Int?
    var isReadable: Bool
    var isTruncated: Bool
    /// How many goroutines the dump shows.
    var goroutines: Int

    /// Days since 1970; -1 where the time is not known, which is before all days.
    var day: Int { time.map { $0 / 86_400 } ?? -1 }
  }

  /// Goroutines of one capture.
  struct Observation: Sendable {
    var service: Int32
    var instance: Int32
    var capture: Int32
    var state: Int32
    var function: Int32
    var file: Int32
    var line: Int32
    var createdBy: Int32
    var signature: Int32
    var owner: Int32
    var severity: Severity
    var confidence: Confidence
    var probability: Double
    var fingerprint: Fingerprint
    var count: Int
    var waitMedian: Int?
    var waitMax: Int?
  }

  /// A capture that could not be read.
  public struct Failure: Sendable, Equatable {
    /// The service; empty where not known.
    public var service: String
    /// The capture's path.
    public var capture: String
    /// Why it could not be read.
    public var problem: String
  }

  private(set) var names = NamePool()
  private(set) var captures: [Capture] = []
  private(set) var observations: [Observation] = []
  /// What could not be read, in the order of the rows.
  public private(set) var failures: [Failure] = []

  /// A fleet without captures.
  public init() {}

  /// Whether no row was added.
  public var isEmpty: Bool { captures.isEmpty && observations.isEmpty }

  /// Adds a row of the map.
  public mutating func add(_ row: FleetRow) {
    let service = names.number(of: row.origin.service ?? "")
    let capture = names.number(of: row.capture)
    let instance = row.origin.instance.map { names.number(of: $0) } ?? capture
    guard let group = row.group else {
      captures.append(
        Capture(
          service: service, instance: instance, name: capture, time: row.origin.time,
          isReadable: row.format != nil, isTruncated: row.isTruncated ?? false,
          goroutines: row.goroutines ?? 0))
      if row.format == nil {
        failures.append(
          Failure(
            service: row.origin.service ?? "", capture: row.capture,
            problem: row.problem ?? "cannot be read"))
      }
      return
    }
    observations.append(
      Observation(
        service: service, instance: instance, capture: capture,
        state: names.number(of: group.state),
        function: names.number(of: group.site.function), file: names.number(of: group.site.file),
        line: Int32(clamping: group.site.line),
        createdBy: names.number(of: group.createdBy ?? ""),
        signature: names.number(of: group.finding?.signature ?? ""),
        owner: names.number(of: group.finding?.owner ?? ""),
        severity: group.finding?.severity ?? .note, confidence: group.finding?.confidence ?? .low,
        probability: group.finding?.probability ?? 0, fingerprint: group.fingerprint,
        count: group.count, waitMedian: group.wait?.median, waitMax: group.wait?.max))
  }
}

/// Names, each kept once.
struct NamePool: Sendable {
  private var numbers: [String: Int32] = ["": 0]
  private var names = [""]

  /// The number of a name; 0 of the empty one.
  mutating func number(of name: String) -> Int32 {
    if let number = numbers[name] { return number }
    let number = Int32(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }

  subscript(number: Int32) -> String { names[Int(number)] }

  /// Whether a name comes before another in the order of their bytes, as engines of SQL sort texts.
  func isOrdered(_ a: Int32, before b: Int32) -> Bool {
    a != b && self[a].utf8.lexicographicallyPrecedes(self[b].utf8)
  }
}
