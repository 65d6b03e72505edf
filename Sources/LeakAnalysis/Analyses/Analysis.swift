import GoroutineDump

/// Code for a signature whose goroutines no pattern alone can tell: it says what it sees, and how far
/// the signature's own measure is met. Signatures name it by ``name``.
public struct Analysis: Sendable {
  /// The name in signature documents: `lock-cycle`.
  public let name: String
  /// What ``Trend`` looks for instead, in words; nil of an analysis of one dump.
  public let series: String?
  /// Whether it looks at the dump as a whole: such a signature has no pattern.
  let isOfWholeDump: Bool
  /// The ends of a program that it tells of; empty of an analysis of goroutines.
  let endings: Set<Failure.Kind>
  let sightings: @Sendable (_ candidates: Candidates) -> [Sighting]

  /// One that looks at the groups which match the signature's pattern.
  init(_ name: String, _ sightings: @escaping @Sendable (_ candidates: Candidates) -> [Sighting]) {
    self.init(name: name, series: nil, isOfWholeDump: false, sightings: sightings)
  }

  init(
    ofWholeDump name: String,
    _ sightings: @escaping @Sendable (_ candidates: Candidates) -> [Sighting]
  ) {
    self.init(name: name, series: nil, isOfWholeDump: true, sightings: sightings)
  }

  /// One that tells how a program ended, where the dump says so. Of several signatures one does.
  init(
    _ name: String, endings: Set<Failure.Kind>,
    _ sightings: @escaping @Sendable (_ candidates: Candidates, _ failure: Failure) -> [Sighting]
  ) {
    self.init(name: name, series: nil, isOfWholeDump: true, endings: endings) { candidates in
      guard let failure = candidates.context.analysis.dump.failure,
        candidates.context.ending == candidates.signature.id
      else { return [] }
      return sightings(candidates, failure)
    }
  }

  init(_ name: String, series: String) {
    self.init(name: name, series: series, isOfWholeDump: true) { _ in [] }
  }

  private init(
    name: String, series: String?, isOfWholeDump: Bool, endings: Set<Failure.Kind> = [],
    sightings: @escaping @Sendable (_ candidates: Candidates) -> [Sighting]
  ) {
    self.name = name
    self.series = series
    self.isOfWholeDump = isOfWholeDump
    self.endings = endings
    self.sightings = sightings
  }
}

extension Candidates {
  /// How far so many goroutines that wait so are what the thresholds ask for, from 0 to 1: as many as
  /// the warning's number, for as many minutes.
  ///
  /// A user's own signature is met or not: its thresholds are hard.
  ///
  /// Without minutes to go by (a count profile, or before the first garbage collection) `ageless` of it
  /// can be said, where minutes matter.
  func measure(_ groups: [Int], count: Int? = nil, ageless: Double? = nil) -> Double {
    let limits = signature.thresholds
    let number = count ?? context.count(of: groups)
    if signature.prior >= Signature.certainPrior {
      let median = context.wait(of: groups)?.median ?? 0
      return number >= limits.warning && median >= limits.minutes ? 1 : 0
    }
    let size = PlaceFacts.unit(Double(number) / Double(max(1, limits.warning)))
    guard limits.minutes > 0 else { return size }
    // Where one goroutine is enough, its wait must tell: a few may wait for a moment.
    let few = limits.warning == 1 ? 1 - PlaceFacts.unit(Double(number - 1) / 9) : 0
    guard context.agesAreKnown, context.analysis.tellsMinutes else {
      return size * (ageless ?? Self.ageless * (1 - 0.8 * few))
    }
    let median = context.wait(of: groups)?.median ?? 0
    // The first minutes say more than the last ones, but of a few.
    let minutes = PlaceFacts.unit(Double(median) / Double(limits.minutes)).squareRoot()
    return size * minutes * (1 - few * (1 - minutes))
  }

  /// What can be said of several whose waits nothing tells.
  static let ageless = 0.45

  /// How far one number lacks another, from 0 (half of it is there) to 1 (nothing is).
  static func lack(of found: Int, for wanted: Int) -> Double {
    PlaceFacts.unit(1 - 2 * Double(found) / Double(max(1, wanted)))
  }
}
