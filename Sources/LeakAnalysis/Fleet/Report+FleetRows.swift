import GoroutineDump

extension Report {
  /// Groups of fewer goroutines that no finding speaks of are no rows.
  public static let fleetMinimum = 10

  /// The rows of one of its dumps in a fleet's map: one for the capture, then one for each group that
  /// matters, largest first.
  ///
  /// Groups that differ in their labels alone are one row, with the labels that all of them have, so
  /// that a label with a request's id does not make a row of each goroutine.
  ///
  /// - Parameters:
  ///   - number: the dump.
  ///   - origin: which program it is of.
  ///   - minimum: how many goroutines a group has at least that no finding speaks of.
  public func fleetRows(
    ofDump number: Int, origin: CaptureOrigin, minimum: Int = Report.fleetMinimum
  ) -> [FleetRow] {
    let analysis = dumps[number]
    var worst: [Int: Finding] = [:]
    for finding in findings where finding.dump == number {
      for group in finding.groups where worst[group] == nil { worst[group] = finding }
    }
    let table = FingerprintTable(analysis)
    var places: [FleetGroupKey: Int] = [:]
    var alike: [(key: FleetGroupKey, groups: [Int], count: Int)] = []
    for (index, group) in analysis.groups.enumerated() {
      let key = FleetGroupKey(group, analysis, table, worst[index])
      let place = places[key] ?? alike.count
      if place == alike.count {
        places[key] = place
        alike.append((key, [], 0))
      }
      alike[place].groups.append(index)
      alike[place].count += group.count
    }
    let shown = alike.enumerated().filter {
      $0.element.key.finding != nil || $0.element.count >= minimum
    }.sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
    return [FleetRow(analysis, origin: origin)]
      + shown.map { _, element in
        let finding = element.key.finding.map { findings[$0] }
        let group = FleetRow.Group(element.groups, element.key, analysis, finding)
        return FleetRow(analysis, origin: origin, group: group)
      }
  }
}

/// What groups of one row have in common.
private struct FleetGroupKey: Hashable {
  let fingerprint: Fingerprint
  let state: String
  let source: StateSource
  /// The finding's place: goroutines of a library that its calls started lead nowhere by themselves.
  let site: Place?
  let createdBy: String?
  /// The position of the worst finding that speaks of them.
  let finding: Int?

  init(
    _ group: Group, _ analysis: DumpAnalysis, _ table: FingerprintTable, _ finding: Finding?
  ) {
    fingerprint = table.fingerprint(of: group)
    state = group.state.name
    source = analysis.dump.samples[group.sample].stateSource
    site = finding?.site ?? group.site.map(analysis.place)
    createdBy = group.creator.map { analysis.place($0).function }
    self.finding = finding?.number
  }
}

extension FleetRow.Group {
  fileprivate init(
    _ numbers: [Int], _ key: FleetGroupKey, _ analysis: DumpAnalysis, _ finding: Finding?
  ) {
    let groups = numbers.map { analysis.groups[$0] }
    fingerprint = key.fingerprint
    count = groups.reduce(0) { $0 + $1.count }
    state = key.state
    stateSource = key.source
    leaked = groups.reduce(0) { $0 + ($1.isLeaked ? $1.count : 0) }
    wait = analysis.wait(of: numbers)
    site = key.site ?? Place(function: "", file: "", line: 0)
    createdBy = key.createdBy
    labels = Self.common(groups.map { analysis.dump.labels(of: analysis.dump.samples[$0.sample]) })
    self.finding = finding.map {
      FleetRow.Finding(
        signature: $0.signature, severity: $0.severity, confidence: $0.confidence,
        probability: $0.probability,
        owner: $0.owners.isEmpty ? nil : $0.owners.joined(separator: " "))
    }
    var creators: [UInt64] = []
    for goroutine in groups.lazy.flatMap(analysis.goroutines(of:)) {
      if goroutine.id > 0 {
        let ids = self.ids ?? goroutine.id...goroutine.id
        self.ids = min(ids.lowerBound, goroutine.id)...max(ids.upperBound, goroutine.id)
      }
      if goroutine.creator > 0, goroutine.creator != creators.last {
        creators.append(goroutine.creator)
      }
    }
    if !creators.isEmpty {
      let distinct = Set(creators)
      self.creators = distinct.count
      creatorsGone = distinct.count { !analysis.ids.contains($0) }
    }
  }

  private static func common(_ sets: [[Label]]) -> [Label] {
    guard let first = sets.first else { return [] }
    return sets.dropFirst().reduce(first) { common, set in common.filter(set.contains) }
  }
}
