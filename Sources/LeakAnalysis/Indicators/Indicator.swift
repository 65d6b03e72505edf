/// A question about a place in its dump that tells a leak from a busy or idle program, with a graded
/// answer.
///
/// Each is a value in a file of its own. What an answer weighs stands in `Weights` alone, in
/// log-odds; the sign is fixed here, by reason, before anything is fitted.
public struct Indicator: Sendable {
  /// Which way an answer can speak.
  public enum Direction: Sendable { case forLeak, againstLeak }

  /// The name in ledgers and in `Weights`: `creators-gone`.
  public let id: String
  /// What it asks, as a question.
  public let question: String
  /// Which way it speaks.
  public let direction: Direction
  /// The answer, from 0 (no, or not known) to 1.
  let answer: @Sendable (PlaceFacts) -> Double
  /// The answer in words, for one of the evidence's clauses.
  let words: @Sendable (PlaceFacts) -> String

  init(
    _ id: String, asks question: String, speaks direction: Direction,
    _ answer: @escaping @Sendable (PlaceFacts) -> Double,
    says words: @escaping @Sendable (PlaceFacts) -> String
  ) {
    self.id = id
    self.question = question
    self.direction = direction
    self.answer = answer
    self.words = words
  }

  /// All of them, in the order in which ledgers list them.
  public static let all: [Indicator] =
    arrivals + ages + origins + company + appearances + kinds
}
