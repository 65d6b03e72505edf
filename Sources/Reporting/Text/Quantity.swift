import LeakAnalysis

/// Numbers, as sentences and tables for people have them.
public enum Quantity {
  /// A number, with commas from 1,000 up.
  static func text(_ number: Int) -> String { Evidence.number(number) }

  /// A number of things: `1 goroutine`, `150 goroutines`.
  public static func text(_ number: Int, _ noun: String) -> String {
    Evidence.number(number, noun)
  }

  /// A share in percent: `98%`, `<1%`.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0, part > 0 else { return "0%" }
    let percent = (Double(part) / Double(whole) * 100).rounded()
    if percent < 1 { return "<1%" }
    return part < whole && percent == 100 ? ">99%" : "\(Int(percent))%"
  }

  /// Some minutes: `<1m`, `40m`, `2h27m`, `3d4h`.
  static func duration(minutes: Int) -> String { Evidence.duration(minutes: minutes) }

  /// The shortest and the longest of some waits: `3m–2h27m`.
  static func range(_ wait: WaitSummary, dash: String = "–") -> String {
    wait.min == wait.max
      ? duration(minutes: wait.max)
      : duration(minutes: wait.min) + dash + duration(minutes: wait.max)
  }

  /// Some waits in words: `for 3m to 2h27m, median 40m`.
  static func sentence(_ wait: WaitSummary) -> String {
    if wait.max < 1 { return "for less than a minute" }
    if wait.min == wait.max { return "for \(duration(minutes: wait.max))" }
    return "for \(duration(minutes: wait.min)) to \(duration(minutes: wait.max)), "
      + "median \(duration(minutes: wait.median))"
  }
}
