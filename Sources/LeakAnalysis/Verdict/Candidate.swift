import GoroutineDump

/// A place with what a signature says of it, and the verdict on it.
struct Candidate: Sendable {
  /// The signature, as an index into the catalogue's.
  var signature: Int
  /// What the signature saw.
  var sighting: Sighting
  /// The goroutines that the finding would speak of; those of the place that is judged come first.
  var groups: [Int]
  /// How many they are.
  var count: Int
  /// What the verdict follows from; nil of what needs none: proofs, and how a program ended.
  var ledger: Ledger?
  var verdict: Verdict
  /// Whether the signature knows the goroutines by more than what they wait in.
  var isSpecific: Bool
}
