/// The findings of a fleet's compared captures, gathered by service, signature and site.
struct FleetLeaks {
  /// What is one finding in all instances of a service.
  private struct Key: Hashable {
    var service: Int32
    var signature: Int32
    var function: Int32
  }

  /// What one instance has of it.
  private struct Hit {
    var capture: Int32
    var count = 0
    var waitMedian: Int?
    var waitMax: Int?
  }

  /// What all have of it.
  private struct Gathering {
    var hits: [Int32: Hit] = [:]
    var fingerprints: Set<UInt64> = []
    var largest: Fleet.Observation
    var severity = Severity.note
    var confidence = Confidence.low
    var probability = 0.0
    var owner: Int32 = 0

    /// Adds goroutines of one instance, which has one capture of the day.
    mutating func add(_ observation: Fleet.Observation, _ names: NamePool) {
      var hit = hits[observation.instance] ?? Hit(capture: observation.capture)
      hit.count += observation.count
      hit.waitMedian = Self.larger(hit.waitMedian, observation.waitMedian)
      hit.waitMax = Self.larger(hit.waitMax, observation.waitMax)
      hits[observation.instance] = hit
      fingerprints.insert(observation.fingerprint.bits)
      if Self.tells(observation, before: largest, names) { largest = observation }
      severity = max(severity, observation.severity)
      confidence = max(confidence, observation.confidence)
      probability = max(probability, observation.probability)
      if names.isOrdered(owner, before: observation.owner) { owner = observation.owner }
    }

    private static func larger(_ a: Int?, _ b: Int?) -> Int? {
      guard let a, let b else { return a ?? b }
      return max(a, b)
    }

    /// Whether the one shows better than the other what the finding is: the larger one; of two that are
    /// as large, the first by name.
    private static func tells(
      _ a: Fleet.Observation, before b: Fleet.Observation, _ names: NamePool
    ) -> Bool {
      if a.count != b.count { return a.count > b.count }
      if a.instance != b.instance { return names.isOrdered(a.instance, before: b.instance) }
      if a.file != b.file { return names.isOrdered(a.file, before: b.file) }
      if a.line != b.line { return a.line < b.line }
      if a.state != b.state { return names.isOrdered(a.state, before: b.state) }
      return names.isOrdered(a.createdBy, before: b.createdBy)
    }
  }

  /// The findings, in no order.
  private(set) var leaks: [FleetRanking.Leak] = []

  init(_ fleet: Fleet, _ sides: FleetSides, minimumSeverity: Severity) {
    var gatherings: [Key: Gathering] = [:]
    // The goroutines of the day before, by service and fingerprint.
    var before: [Int32: [UInt64: Int]] = [:]
    for observation in fleet.observations {
      let capture = FleetSides.Key(
        service: observation.service, instance: observation.instance,
        capture: observation.capture)
      guard let side = sides.side[capture] else { continue }
      if side == .before {
        before[observation.service, default: [:]][observation.fingerprint.bits, default: 0] +=
          observation.count
      } else if observation.signature != 0, observation.severity >= minimumSeverity {
        let key = Key(
          service: observation.service, signature: observation.signature,
          function: observation.function)
        gatherings[key, default: Gathering(largest: observation)].add(observation, fleet.names)
      }
    }
    leaks = gatherings.map { key, gathering in
      Self.leak(key, gathering, fleet.names, sides, before[key.service] ?? [:])
    }
  }

  private static func leak(
    _ key: Key, _ gathering: Gathering, _ names: NamePool, _ sides: FleetSides,
    _ before: [UInt64: Int]
  ) -> FleetRanking.Leak {
    let instances = sides.instances[key.service] ?? gathering.hits.count
    let hits = gathering.hits
    let squares = hits.values.reduce(0.0) { $0 + Double($1.count) * Double($1.count) }
    let peak = hits.max { a, b in
      a.value.count != b.value.count
        ? a.value.count < b.value.count : names.isOrdered(b.key, before: a.key)
    }
    let known = gathering.fingerprints.compactMap { before[$0] }
    let largest = gathering.largest
    return FleetRanking.Leak(
      service: names[key.service], signature: names[key.signature],
      site: Place(
        function: names[key.function], file: names[largest.file], line: Int(largest.line)),
      state: names[largest.state], createdBy: names[largest.createdBy],
      severity: gathering.severity, confidence: gathering.confidence,
      probability: gathering.probability, owner: names[gathering.owner],
      hitInstances: hits.count, instances: instances,
      rms: (squares / Double(Swift.max(instances, 1))).squareRoot(),
      peak: peak?.value.count ?? 0, peakInstance: peak.map { names[$0.key] } ?? "",
      peakCapture: peak.map { names[$0.value.capture] } ?? "",
      total: hits.values.reduce(0) { $0 + $1.count },
      waitMedian: median(hits.values.compactMap(\.waitMedian)),
      waitMax: hits.values.compactMap(\.waitMax).max(),
      totalBefore: known.isEmpty ? nil : known.reduce(0, +),
      instancesBefore: sides.instancesBefore[key.service])
  }

  /// The middle of some numbers, or what lies between the two in the middle.
  static func median(_ numbers: [Int]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    return (Double(low) + Double(high)) / 2
  }
}
