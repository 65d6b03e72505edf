/// The finding that several dumps together make: a group that grows in every step.
public struct GrowingGroup: Sendable {
  /// The number whose passing is foretold.
  public static let horizon = 10_000
  /// Dumps that must show it for an error.
  static let leastDumps = 3

  let rule: GrowthRule
  /// What is said of it.
  let signature: Signature
  /// The last dump, as an index.
  let dump: Int

  /// The finding for a group; nil where it does not grow, or not by more than chance.
  func finding(_ series: Trend.Series, _ times: CaptureTimes?) -> Finding? {
    let counts = series.counts
    guard series.course == .growing, !series.member.isTransient,
      let first = counts.first, let last = counts.last, rule.isMet(from: first, to: last)
    else { return nil }
    let dumps = counts.drop { $0 == 0 }.count
    let isSubstantial = dumps >= Self.leastDumps && (last - first) * 2 >= first
    let member = series.member
    return Finding(
      signature: signature.id, dump: dump, severity: isSubstantial ? .error : .warning,
      confidence: isSubstantial && series.staying != nil ? .high : .medium, count: member.count,
      groups: member.groups, wait: member.wait, site: member.site ?? member.top,
      createdBy: member.creator,
      title: signature.title, evidence: evidence(series, times), cause: signature.cause,
      fix: signature.fix, help: signature.help)
  }

  private func evidence(_ series: Trend.Series, _ times: CaptureTimes?) -> String {
    var parts = [
      "\(series.counts.map(Evidence.number).joined(separator: ", ")) goroutines in "
        + "\(series.counts.count) dumps"
    ]
    if let staying = series.staying {
      parts.append(
        staying == 1
          ? "none of them ended between two dumps"
          : "at least \(Int(staying * 100))% of those in each dump are still there in the next")
    }
    if let rate = series.ratePerMinute, let times {
      let source =
        switch times.source {
        case .interval: "the interval given"
        case .profiles: "the profiles' own times"
        case .names: "the file names"
        case .modification: "the modification times"
        }
      parts.append("\(Self.text(rate)) more a minute, by \(source)")
    }
    if let minutes = series.minutes(until: Self.horizon), minutes > 0 {
      parts.append("\(Evidence.number(Self.horizon)) in \(Self.duration(minutes)) at this rate")
    }
    return parts.joined(separator: "; ")
  }

  /// A rate with two digits that matter.
  public static func text(_ rate: Double) -> String {
    let size = rate.magnitude
    if size >= 10 { return String(Int(rate.rounded())) }
    let scale = size >= 1 ? 10.0 : 100.0
    let rounded = (rate * scale).rounded() / scale
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }

  /// Minutes in words: `90 seconds`, `40 minutes`, `5 hours`, `12 days`.
  public static func duration(_ minutes: Double) -> String {
    let seconds = Swift.max(Int((minutes * 60).rounded()), 1)
    if seconds < 180, seconds % 60 != 0 { return Evidence.number(seconds, "second") }
    let (number, unit): (Double, String) =
      switch minutes {
      case ..<90: (minutes, "minute")
      case ..<(48 * 60): (minutes / 60, "hour")
      default: (minutes / 1440, "day")
      }
    let whole = Swift.max(Int(number.rounded()), 1)
    return Evidence.number(whole, unit)
  }
}
