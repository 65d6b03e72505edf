import GoroutineDump

/// Code for a signature whose goroutines no pattern alone can tell: it says what it sees, and how far
/// the signature's own measure is met. Signatures name it by ``name``.
public struct Analysis: Sendable {
  /// The name in signature documents: `lock-cycle`.
  public let name: String
  /// What ``Trend`` looks for instead, in words; nil of an analysis of one dump.
  let series: String?
  let sightings: @Sendable (_ candidates: Candidates) -> [Sighting]

  init(_ name: String, _ sightings: @escaping @Sendable (_ candidates: Candidates) -> [Sighting]) {
    self.name = name
    self.sightings = sightings
    series = nil
  }

  init(_ name: String, series: String) {
    self.name = name
    self.series = series
    sightings = { _ in [] }
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
  func measure(_ groups: [Int], count: Int? = nil, ageless: Double = 0.45) -> Double {
    let limits = signature.thresholds
    let number = count ?? context.count(of: groups)
    if signature.prior >= Signature.certainPrior {
      let median = context.wait(of: groups)?.median ?? 0
      return number >= limits.warning && median >= limits.minutes ? 1 : 0
    }
    let size = PlaceFacts.unit(Double(number) / Double(max(1, limits.warning)))
    guard limits.minutes > 0 else { return size }
    guard context.agesAreKnown, context.analysis.tellsMinutes else { return size * ageless }
    let median = context.wait(of: groups)?.median ?? 0
    // The first minutes say more than the last ones.
    return size * PlaceFacts.unit(Double(median) / Double(limits.minutes)).squareRoot()
  }

  /// How far one number lacks another, from 0 (half of it is there) to 1 (nothing is).
  static func lack(of found: Int, for wanted: Int) -> Double {
    PlaceFacts.unit(1 - 2 * Double(found) / Double(max(1, wanted)))
  }
}
