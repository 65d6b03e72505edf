/// Builds the sentences that say what speaks for a finding.
public enum Evidence {
  /// The count, the waits and the other signals of some goroutines, in one sentence.
  public static func sentence(
    _ signals: Signals, doing what: String = "are parked here", thresholds: Thresholds? = nil,
    and more: [String] = []
  ) -> String {
    var text = goroutines(signals.count)
    text += " "
    text += signals.count == 1 ? singular(what) : what
    func add(_ part: String) {
      text += "; "
      text += part
    }
    if let wait = wait(signals.wait) { add(wait) }
    if signals.areOrphans {
      add(
        signals.sampled < signals.count
          ? "the goroutines that started them are gone (of \(signals.sampled) looked at)"
          : "the \(signals.distinctCreators) goroutines that started them are gone")
    }
    for part in more { add(part) }
    if !signals.agesAreKnown {
      add("this format tells no ages: take debug=2, or a second dump for `dumpscan diff`")
    }
    return text
  }

  /// `1 goroutine`, `150 goroutines`.
  public static func goroutines(_ count: Int) -> String {
    count == 1 ? "1 goroutine" : "\(count) goroutines"
  }

  /// `for 2 to 147 minutes, half of them for 40 or more`; nil where nothing is known.
  public static func wait(_ wait: WaitSummary?) -> String? {
    guard let wait, wait.max > 0 else { return nil }
    if wait.min == wait.max { return "for \(minutes(wait.max))" }
    let low = wait.min == 0 ? "under a minute" : "\(wait.min)"
    return "for \(low) to \(minutes(wait.max)), half of them for \(wait.median) or more"
  }

  /// `1 minute`, `147 minutes`.
  public static func minutes(_ count: Int) -> String {
    count == 1 ? "1 minute" : "\(count) minutes"
  }

  private static func singular(_ what: String) -> String {
    // Over bytes: characters cost ten times as much, and thousands of places are of one goroutine.
    let utf8 = what.utf8
    guard let space = utf8.firstIndex(of: UInt8(ascii: " ")) else { return what + "s" }
    if utf8[..<space].elementsEqual("are".utf8) { return "is" + what[space...] }
    // `wait for a lock` becomes `waits for a lock`.
    return what[..<space] + "s" + what[space...]
  }
}
