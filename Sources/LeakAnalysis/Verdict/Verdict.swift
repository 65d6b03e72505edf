/// What is said of a place: how probable a leak is, how bad, how sure.
///
/// The one place where severity and confidence come from. A signature has no say but by its prior,
/// its thresholds and the severity that it never passes.
struct Verdict: Sendable {
  var probability: Double
  /// How bad it is; nil where there is nothing to say.
  var severity: Severity?
  var confidence: Confidence

  /// From these probabilities on a place is a note, a warning with confidence medium, an error with
  /// confidence high. In the reliability table of ``Weights``, what is said from .80 on is true in
  /// .85 of the places or more, and from .95 on in .97.
  static let note = 0.2
  /// The same of a place that most goroutines of the program are at: whoever asks why there are so many
  /// sees it first, and is told what speaks against a leak.
  static let noteOfMost = 0.1
  static let warning = 0.8
  static let error = 0.95

  /// From which probability on a place with a share of the goroutines, from 0 to 1, is a note.
  static func note(ofShare share: Double) -> Double { share > 0.5 ? noteOfMost : note }

  /// The verdict on so many goroutines, a share from 0 to 1 of all.
  init(probability: Double, of signature: Signature, count: Int, share: Double) {
    let limits = signature.thresholds
    self.probability = probability
    confidence =
      probability >= Self.error ? .high : probability >= Self.warning ? .medium : .low
    guard probability >= Self.note(ofShare: share), count >= limits.note else { return }
    var severity = Severity.note
    if probability >= Self.warning, count >= limits.warning { severity = .warning }
    if probability >= Self.error, count >= limits.error { severity = .error }
    self.severity = min(severity, signature.severity)
  }

  /// What the dump itself states, or what cannot be otherwise.
  init(stated confidence: Confidence, by signature: Signature) {
    probability = 1
    severity = signature.severity
    self.confidence = confidence
  }
}
