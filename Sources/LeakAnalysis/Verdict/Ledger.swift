/// Everything that speaks for and against a leak at one place, and the sum of it.
public struct Ledger: Sendable {
  /// One line: an indicator's answer, and what it adds to the log-odds.
  public struct Entry: Sendable {
    /// The indicator's id.
    public var indicator: String
    /// The answer, from 0 to 1.
    public var answer: Double
    /// What it adds, in log-odds: above 0 for a leak, below 0 against.
    public var weight: Double
    fileprivate var words: @Sendable (PlaceFacts) -> String
  }

  /// What was measured.
  let facts: PlaceFacts

  /// The log-odds before anything is known of the place.
  public let start: Double
  /// The indicators whose answer is not 0, the largest weight first; some weigh nothing in a format.
  public let entries: [Entry]

  /// The log-odds that the place leaks, or hangs.
  public var logOdds: Double { entries.reduce(start) { $0 + $1.weight } }

  /// The probability that the place leaks, or hangs, from 0 to 1.
  public var probability: Double { 1 / (1 + Double.exponential(-logOdds)) }

  /// The answer of an entry in words: made for what is told, of thousands of ledgers.
  public func text(of entry: Entry) -> String { entry.words(facts) }

  /// The same in a sentence that speaks of so many goroutines: a finding's, of which the place is a part.
  func text(of entry: Entry, among count: Int) -> String {
    var facts = facts
    facts.spokenOf = count
    return entry.words(facts)
  }

  init(of place: PlaceFacts, known: KnownPattern?) {
    facts = place
    let weights = place.isListed ? Weights.listed : Weights.counted
    start = weights.start
    var entries: [Entry] = []
    for (indicator, weight) in zip(Indicator.all, weights.values) {
      let answer = indicator.answer(place)
      guard answer != 0 else { continue }
      entries.append(
        Entry(
          indicator: indicator.id, answer: answer, weight: answer * weight,
          words: indicator.words))
    }
    if let known, known.prior != 0, place.known > 0 {
      entries.append(
        Entry(
          indicator: "known-pattern", answer: place.known, weight: known.prior * place.known,
          words: { _ in "they match the pattern of \(known.signature)" }))
    }
    self.entries = entries.sorted { abs($0.weight) > abs($1.weight) }
  }
}

/// That a signature knows such goroutines, for a ledger.
struct KnownPattern: Sendable {
  /// The signature's id.
  var signature: String
  /// What it adds where it is met in full, in log-odds.
  var prior: Double
}
