import GoroutineDump

/// A capture that cannot be judged, or not wholly: it never passes.
public struct GateDoubt: Sendable, Hashable {
  /// The capture's name.
  public let capture: String
  /// Why it cannot be judged, as a sentence without the name.
  public let reason: String

  /// A capture that cannot be judged.
  public init(capture: String, reason: String) {
    self.capture = capture
    self.reason = reason
  }

  /// The doubt about a dump that was read; nil for none.
  init?(_ analysis: DumpAnalysis, allowTruncated: Bool) {
    let dump = analysis.dump
    if !dump.isGoroutineProfile {
      self.init(
        capture: analysis.name, reason: "is a \(dump.profile) profile, not one of goroutines")
    } else if dump.goroutineCount == 0, dump.profile == "goroutine" {
      self.init(
        capture: analysis.name,
        reason: "has no goroutines, but a program always has at least one: the capture failed")
    } else if dump.isTruncated, !allowTruncated {
      self.init(
        capture: analysis.name,
        reason:
          "is not complete, so every count is a lower bound; take it again, or accept it with "
          + "--allow-truncated")
    } else if !allowTruncated, let problem = Self.loss(in: analysis) {
      let place = problem.line > 0 ? "line \(problem.line): " : ""
      self.init(
        capture: analysis.name,
        reason:
          "could not be read completely (\(place)\(problem.message)); take it again, or accept it "
          + "with --allow-truncated")
    } else {
      return nil
    }
  }

  /// A problem that took goroutines, or all frames of some, out of the capture.
  private static func loss(in analysis: DumpAnalysis) -> Problem? {
    let lost: Set<Problem.Kind> = [
      .badHeader, .cut, .truncated, .totalMismatch, .tooLong, .damaged, .interrupted,
    ]
    let problems = analysis.dump.problems
    if let problem = problems.first(where: { lost.contains($0.kind) }) { return problem }
    // A line of a log between two frames loses little; a stack without a frame matches nothing.
    guard analysis.dump.format == .debug2 || analysis.dump.format == .crash else { return nil }
    let bare = analysis.groups.reduce(0) { sum, group in
      let runs = [.runnable, .system, .other].contains(group.state.activity)
      return group.top == nil && !runs ? sum + group.count : sum
    }
    guard bare > 0 else { return nil }
    let line = problems.first { $0.kind == .badFrame }?.line ?? 0
    return Problem(
      kind: .badFrame, line: line,
      message: "\(Evidence.goroutines(bare)) without a readable frame")
  }
}
