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
    /// The goroutines in complete captures.
    var completeCount = 0
    /// Whether some of them serve connections or requests.
    var isServing = false

    /// Adds goroutines of one instance, which has one capture of the day.
    mutating func add(_ observation: Fleet.Observation, isComplete: Bool, _ names: NamePool) {
      if isComplete { completeCount += observation.count }
      if !isServing { isServing = NoteGrowth.isServer(names[observation.createdBy]) }
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

  /// One signature in one service.
  private struct Kind: Hashable {
    var service: Int32
    var signature: Int32

    init(_ key: Key) {
      service = key.service
      signature = key.signature
    }
  }

  /// The goroutines of one fingerprint on the day before.
  private struct Before {
    var count = 0
    var completeCount = 0
  }

  /// The findings, in no order.
  private(set) var leaks: [FleetRanking.Leak] = []

  init(_ fleet: Fleet, _ sides: FleetSides, minimumSeverity: Severity) {
    // Positions in the fleet's observations: copies of all would be large.
    var current: [(key: Key, position: Int, isComplete: Bool)] = []
    var worst: [Key: Severity] = [:]
    var before: [Int32: [UInt64: Before]] = [:]
    for (position, observation) in fleet.observations.enumerated() {
      let capture = FleetSides.Key(
        service: observation.service, instance: observation.instance,
        capture: observation.capture)
      guard let side = sides.side[capture] else { continue }
      let isComplete = !sides.truncated.contains(capture)
      if side == .before {
        let bits = observation.fingerprint.bits
        before[observation.service, default: [:]][bits, default: Before()].count +=
          observation.count
        if isComplete {
          before[observation.service]?[bits]?.completeCount += observation.count
        }
      } else if observation.signature != 0 {
        let key = Key(
          service: observation.service, signature: observation.signature,
          function: observation.function)
        current.append((key, position, isComplete))
        worst[key] = max(worst[key] ?? .note, observation.severity)
      }
    }
    var gatherings: [Key: Gathering] = [:]
    for (key, position, isComplete) in current {
      let observation = fleet.observations[position]
      guard observation.severity >= minimumSeverity || worst[key] == .note else { continue }
      gatherings[key, default: Gathering(largest: observation)].add(
        observation, isComplete: isComplete, fleet.names)
    }
    var found: [(key: Key, leak: FleetRanking.Leak, growth: NoteGrowth)] = []
    for (key, gathering) in gatherings {
      let known = gathering.fingerprints.compactMap { before[key.service]?[$0] }
      let leak = Self.leak(key, gathering, fleet.names, sides, known)
      found.append((key, leak, Self.growth(of: leak, key, gathering, sides, known)))
    }
    // Notes that can be compared, of a signature in all services and in one.
    var ofAll: [Int32: NoteGrowth.Tally] = [:]
    var ofService: [Kind: NoteGrowth.Tally] = [:]
    for (key, leak, growth) in found where leak.severity == .note && growth.isComparable {
      ofAll[key.signature, default: NoteGrowth.Tally()].add(growth)
      ofService[Kind(key), default: NoteGrowth.Tally()].add(growth)
    }
    for (key, leak, growth) in found {
      var leak = leak
      if leak.severity == .note, growth.isComparable,
        let all = ofAll[key.signature], let own = ofService[Kind(key)],
        growth.isLeak(others: all.without(own))
      {
        leak.notedGrowth = growth.perInstance
      }
      // What is ranked for its growth is as grave as a warning.
      if leak.severity >= minimumSeverity
        || leak.notedGrowth != nil && minimumSeverity <= .warning
      {
        leaks.append(leak)
      }
    }
  }

  private static func growth(
    of leak: FleetRanking.Leak, _ key: Key, _ gathering: Gathering, _ sides: FleetSides,
    _ before: [Before]
  ) -> NoteGrowth {
    NoteGrowth(
      count: gathering.completeCount, countBefore: before.reduce(0) { $0 + $1.completeCount },
      load: sides.load[key.service] ?? FleetSides.Load(), isServing: gathering.isServing,
      hitInstances: leak.hitInstances, isNew: leak.isNew, probability: leak.probability)
  }

  private static func leak(
    _ key: Key, _ gathering: Gathering, _ names: NamePool, _ sides: FleetSides,
    _ before: [Before]
  ) -> FleetRanking.Leak {
    let instances = sides.instances[key.service] ?? gathering.hits.count
    let hits = gathering.hits
    let squares = hits.values.reduce(0.0) { $0 + Double($1.count) * Double($1.count) }
    let peak = hits.max { a, b in
      a.value.count != b.value.count
        ? a.value.count < b.value.count : names.isOrdered(b.key, before: a.key)
    }
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
      totalBefore: before.isEmpty ? nil : before.reduce(0) { $0 + $1.count },
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
