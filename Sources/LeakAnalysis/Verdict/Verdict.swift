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
  static let warning = 0.8
  static let error = 0.95

  /// The verdict on so many goroutines.
  init(probability: Double, of signature: Signature, count: Int) {
    let limits = signature.thresholds
    self.probability = probability
    confidence =
      probability >= Self.error ? .high : probability >= Self.warning ? .medium : .low
    guard probability >= Self.note, count >= limits.note else { return }
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
