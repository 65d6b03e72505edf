import GoroutineDump

/// Which service leaks where: the findings of a fleet's newest day, the heaviest first.
///
/// `Sources/Fleet/dumpscan_fleet/ranking.sql` says the same in SQL, for tables too large for one
/// machine; a test holds the two together.
public struct FleetRanking: Sendable {
  /// What is ranked.
  public struct Settings: Sendable {
    /// The day, as `2026-11-21`; nil for the newest one of which a capture can be read.
    public var day: String?
    /// Findings with fewer goroutines in every instance are not ranked.
    public var minimumPeak = 1
    /// Milder findings are not ranked, except for notes that are new or have grown; of these, none where
    /// only errors are ranked.
    public var minimumSeverity = Severity.warning
    /// Findings that are none.
    public var knownBenign = KnownBenign()

    /// The usual settings.
    public init() {}
  }

  /// One signature at one site of one service.
  public struct Leak: Sendable, Equatable {
    /// The service; empty where nothing tells.
    public var service: String
    /// The signature's id.
    public var signature: String
    /// The place to look at, as the instance with the most goroutines spells it.
    public var site: Place
    /// What the goroutines do there.
    public var state: String
    /// The function that started them there; empty where the dump does not tell.
    public var createdBy: String
    /// The worst of the findings.
    public var severity: Severity
    /// The surest of the findings.
    public var confidence: Confidence
    /// The highest of the findings.
    public var probability: Double
    /// Owners of the site; empty for none.
    public var owner: String
    /// How many instances have the finding.
    public var hitInstances: Int
    /// How many instances of the service have a capture of that day that can be read.
    public var instances: Int
    /// The root of the mean square of the counts over all ``instances``: what is large in a few and what
    /// is in all weigh alike.
    public var rms: Double
    /// The most goroutines in one instance.
    public var peak: Int
    /// The instance that has them.
    public var peakInstance: String
    /// The capture of that instance.
    public var peakCapture: String
    /// The goroutines of all instances.
    public var total: Int
    /// The median, over the instances hit, of the longest median wait of a group; nil where no dump
    /// tells waits.
    public var waitMedian: Double?
    /// The longest wait, in minutes; nil as above.
    public var waitMax: Int?
    /// The goroutines with these fingerprints on the day before, in all instances, found or not; nil
    /// where the map had none, or there is no day before.
    public var totalBefore: Int?
    /// How many instances had a capture on the day before; nil where there is no day before.
    public var instancesBefore: Int?
    /// By how many goroutines an instance whose capture is complete has more than on the day before, on
    /// the average, of a finding that is a note in each capture and a leak by this growth; nil of others.
    public var notedGrowth: Double?

    /// Whether none of these goroutines was in a map of the day before.
    public var isNew: Bool { instancesBefore != nil && totalBefore == nil }

    /// By how many goroutines an instance has more than on the day before, on the average; nil where
    /// there is no day before.
    public var growth: Double? {
      instancesBefore.map {
        Double(total) / Double(instances) - Double(totalBefore ?? 0) / Double($0)
      }
    }
  }

  /// The ranked day; empty where no capture has a time.
  public let day: String
  /// The findings, by ``Leak/rms``.
  public let leaks: [Leak]
  /// Services with a capture on that day that can be read.
  public let services: Int
  /// Their instances.
  public let instances: Int
  /// Captures of that day, read or not.
  public let captures: Int
  /// Captures of that day that could not be read.
  public let failedCaptures: Int
  /// Captures of that day whose end is missing.
  public let truncatedCaptures: Int
  /// Captures of the whole map of which nothing tells when they were taken; where others have a time,
  /// these are not ranked.
  public let undatedCaptures: Int
  /// Findings that ``Settings/knownBenign`` lists.
  public let knownBenign: Int
  /// What could not be read, on any day.
  public let failures: [Fleet.Failure]

  /// Ranks the findings of a fleet.
  public init(_ fleet: Fleet, settings: Settings = Settings()) {
    let sides = FleetSides(fleet, day: settings.day)
    day = sides.dayText
    services = sides.instances.count
    instances = sides.instances.values.reduce(0, +)
    let ofDay = fleet.captures.filter { $0.day == sides.day }
    captures = ofDay.count
    failedCaptures = ofDay.count { !$0.isReadable }
    truncatedCaptures = ofDay.count { $0.isTruncated }
    undatedCaptures = fleet.captures.count { $0.time == nil }
    failures = fleet.failures
    let found = FleetLeaks(fleet, sides, minimumSeverity: settings.minimumSeverity).leaks
      .filter { $0.peak >= settings.minimumPeak }
    leaks = found.filter {
      !settings.knownBenign.contains(
        service: $0.service, signature: $0.signature, site: $0.site.function)
    }.sorted(by: Self.isHeavier)
    knownBenign = found.count - leaks.count
  }

  private static func isHeavier(_ a: Leak, _ b: Leak) -> Bool {
    if a.rms != b.rms { return a.rms > b.rms }
    for (x, y) in [
      (a.service, b.service), (a.signature, b.signature), (a.site.function, b.site.function),
    ] where x != y {
      return x.utf8.lexicographicallyPrecedes(y.utf8)
    }
    return false
  }
}
