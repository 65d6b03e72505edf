/// How long a goroutine waits, in steps that a person tells apart: `<1m` to `1d+`.
public enum WaitBucket: String, Sendable, CaseIterable, Comparable {
  case underOneMinute = "<1m"
  case fromOneMinute = "1-4m"
  case fromFiveMinutes = "5-14m"
  case fromFifteenMinutes = "15-59m"
  case fromOneHour = "1-5h"
  case fromSixHours = "6-23h"
  case fromOneDay = "1d+"

  /// The bucket of a wait, in whole minutes from 0 up.
  public init(minutes: Int) {
    self =
      switch minutes {
      case ..<1: .underOneMinute
      case ..<5: .fromOneMinute
      case ..<15: .fromFiveMinutes
      case ..<60: .fromFifteenMinutes
      case ..<360: .fromOneHour
      case ..<1440: .fromSixHours
      default: .fromOneDay
      }
  }

  /// Shorter waits are less.
  public static func < (a: WaitBucket, b: WaitBucket) -> Bool { a.rank < b.rank }

  /// The place in the order of the buckets, from 0.
  var rank: Int {
    switch self {
    case .underOneMinute: 0
    case .fromOneMinute: 1
    case .fromFiveMinutes: 2
    case .fromFifteenMinutes: 3
    case .fromOneHour: 4
    case .fromSixHours: 5
    case .fromOneDay: 6
    }
  }
}
