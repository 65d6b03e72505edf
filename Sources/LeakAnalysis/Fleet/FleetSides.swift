/// The captures of a fleet that are compared: of each service those of the ranked day and of the last
/// day before it on which there were any; of each instance the newest of the day.
struct FleetSides {
  /// One of the two days.
  enum Side { case now, before }

  /// What a capture is known by.
  struct Key: Hashable {
    var service: Int32
    var instance: Int32
    var capture: Int32
  }

  /// What the complete captures of a service hold, on both days.
  struct Load {
    var captures = 0
    var goroutines = 0
    var capturesBefore = 0
    var goroutinesBefore = 0
  }

  /// Days since 1970 of the ranked day; -1 where no capture has a time.
  let day: Int
  /// The ranked day, as ``FleetRanking/day``.
  let dayText: String
  /// The compared captures.
  private(set) var side: [Key: Side] = [:]
  /// How many instances of each service have a capture of the ranked day.
  private(set) var instances: [Int32: Int] = [:]
  /// The same of the day before; nil for a service without one.
  private(set) var instancesBefore: [Int32: Int] = [:]
  /// The load of each service.
  private(set) var load: [Int32: Load] = [:]
  /// The compared captures whose end is missing: their counts are lower bounds.
  private(set) var truncated: Set<Key> = []

  init(_ fleet: Fleet, day wanted: String?) {
    let readable = fleet.captures.filter(\.isReadable)
    let midnight = wanted.flatMap { CaptureDay.seconds($0 + "T00:00:00Z") }
    let day = midnight.map { $0 / 86_400 } ?? readable.map(\.day).max() ?? -1
    self.day = day
    dayText = CaptureDay.text(seconds: day * 86_400).map { String($0.prefix(10)) } ?? ""
    // The last day before, by service.
    var before: [Int32: Int] = [:]
    for capture in readable where capture.day >= 0 && capture.day < day {
      before[capture.service] = Swift.max(before[capture.service] ?? -1, capture.day)
    }
    struct Instance: Hashable {
      var service: Int32
      var instance: Int32
      var isNow: Bool
    }
    var newest: [Instance: Fleet.Capture] = [:]
    for capture in readable where capture.day == day || capture.day == before[capture.service] {
      let key = Instance(
        service: capture.service, instance: capture.instance, isNow: capture.day == day)
      guard let known = newest[key] else {
        newest[key] = capture
        continue
      }
      let (time, knownTime) = (capture.time ?? -1, known.time ?? -1)
      if time > knownTime
        || time == knownTime && fleet.names.isOrdered(known.name, before: capture.name)
      {
        newest[key] = capture
      }
    }
    // Of a service that has no capture on the ranked day, nothing is compared.
    for key in newest.keys where key.isNow { instances[key.service, default: 0] += 1 }
    for (key, capture) in newest where instances[key.service] != nil {
      if !key.isNow { instancesBefore[key.service, default: 0] += 1 }
      let name = Key(service: key.service, instance: key.instance, capture: capture.name)
      side[name] = key.isNow ? .now : .before
      if capture.isTruncated {
        truncated.insert(name)
      } else {
        load[key.service, default: Load()].add(capture, isNow: key.isNow)
      }
    }
  }
}

extension FleetSides.Load {
  fileprivate mutating func add(_ capture: Fleet.Capture, isNow: Bool) {
    if isNow {
      captures += 1
      goroutines += capture.goroutines
    } else {
      capturesBefore += 1
      goroutinesBefore += capture.goroutines
    }
  }
}
