import GoroutineDump
import LeakAnalysis

/// A signature as JSON tells it.
struct SignatureRecord: Encodable {
  var id: String
  var title: String
  var summary: String
  var cause: String
  var fix: String
  var severity: String
  var thresholds: Limits
  var detection: String
  var match: Matching?
  /// What the program's last words must match; only of a signature that tells how it ended.
  var message: [String]?
  var lookAlikes: [String]
  var sources: [String]
  var help: String
  var example: Example

  struct Limits: Encodable {
    var note: Int
    var warning: Int
    var error: Int
    var minutes: Int
  }

  struct Matching: Encodable {
    var states: [String]
    var top: [String]
    var anyFrame: [String]
    var alsoFrame: [String]
    var withoutFrame: [String]
    var creator: [String]
    var labels: [String: String]

    init(_ pattern: GroupPattern) {
      states = PatternText.states(pattern)
      top = pattern.top.map(PatternText.of)
      anyFrame = pattern.frames.map(PatternText.of)
      alsoFrame = pattern.alsoFrames.map(PatternText.of)
      withoutFrame = pattern.withoutFrames.map(PatternText.of)
      creator = pattern.creators.map(PatternText.of)
      labels = pattern.labels.mapValues(PatternText.of)
    }
  }

  struct Example: Encodable {
    var stack: String
    var before: String
    var after: String
  }

  init(_ signature: Signature) {
    id = signature.id
    title = signature.title
    summary = signature.summary
    cause = signature.cause
    fix = signature.fix
    severity = signature.severity.rawValue
    let limits = signature.thresholds
    thresholds = Limits(
      note: limits.note, warning: limits.warning, error: limits.error, minutes: limits.minutes)
    detection =
      switch signature.detection {
      case .pattern: "pattern"
      case .analysis(nil, _): "analysis"
      case .analysis: "pattern and analysis"
      case .series: "several dumps"
      }
    // What looks at the dump as a whole matches by nothing; what looks at several has no match at all.
    match =
      signature.detection.isOfOneDump
      ? Matching(signature.detection.pattern ?? GroupPattern()) : nil
    message = signature.messages.isEmpty ? nil : signature.messages.map(PatternText.of)
    lookAlikes = signature.lookAlikes
    sources = signature.sources
    help = signature.help
    example = Example(
      stack: signature.example.stack, before: signature.example.before,
      after: signature.example.after)
  }
}
