import GoroutineDump
import LeakAnalysis

/// What is to be said where no finding is shown, or not all are.
struct Verdict {
  private let analysis: DumpAnalysis
  private let shown: Int
  private let hidden: Int

  init(_ analysis: DumpAnalysis, shown: Int, hidden: Int) {
    self.analysis = analysis
    self.shown = shown
    self.hidden = hidden
  }

  func write(to page: inout TextPage) {
    if hidden > 0 {
      let more = Quantity.text(hidden, shown > 0 ? "more finding" : "finding")
      page.paragraph(
        [],
        "\(more) in this dump \(hidden == 1 ? "speaks" : "speak") of goroutines that the filter "
          + "leaves out", .note)
    } else if shown == 0 {
      page.paragraph([], sentence, analysis.dump.isTruncated ? .note : .good)
      if let advice = Self.advice(on: [analysis]) { page.paragraph([], advice) }
    } else {
      return
    }
    page.line()
  }

  private var sentence: String {
    let dump = analysis.dump
    if dump.goroutineCount == 0 {
      guard let total = dump.declaredTotal, total > 0 else {
        return "there is no goroutine in this profile"
      }
      return "none of the \(Quantity.text(total, "goroutine")) that the profile declares is in it"
    }
    if !dump.isGoroutineProfile { return "a \(dump.profile) profile is read, but not judged" }
    return "no leak signature matched"
  }

  /// What is said where nothing was found in dumps that could not show it: count profiles, and those
  /// with many goroutines none of which tells minutes; nil where there is neither.
  static func advice(on analyses: [DumpAnalysis]) -> String? {
    let dumps = analyses.filter { $0.dump.isGoroutineProfile && $0.dump.goroutineCount > 0 }
    if dumps.contains(where: \.dump.goroutines.isEmpty) {
      return
        "A count profile tells no ages, so one snapshot cannot know what is stuck: take debug=2 "
        + "(curl -s 'http://HOST/debug/pprof/goroutine?debug=2'), or a second dump some minutes "
        + "later."
    }
    guard dumps.contains(where: { $0.lacksMinutes && $0.dump.goroutineCount >= fewest }) else {
      return nil
    }
    return
      "No goroutine tells minutes, which come with a garbage collection, so one snapshot "
      + "cannot know what is stuck: take a second dump some minutes later."
  }

  /// A test's dump has fewer goroutines, and whoever reads it sees them all.
  private static let fewest = 20
}
