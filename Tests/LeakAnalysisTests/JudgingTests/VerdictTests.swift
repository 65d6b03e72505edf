import Testing

@testable import LeakAnalysis

/// Where a probability and a number become a note, a warning, an error.
struct VerdictTests {
  private func verdict(
    _ probability: Double, count: Int = 200, share: Double = 0.2, ceiling: Severity = .error
  ) throws -> Verdict {
    var signature = try #require(Catalogue.builtIn.signature("chan-send-no-receiver"))
    signature.thresholds = Thresholds(note: 5, warning: 20, error: 100)
    signature.severity = ceiling
    return Verdict(probability: probability, of: signature, count: count, share: share)
  }

  @Test(arguments: [
    (0.0, nil, Confidence.low), (0.1999, nil, .low), (0.2, Severity.note, .low),
    (0.7999, .note, .low), (0.8, .warning, .medium), (0.9499, .warning, .medium),
    (0.95, .error, .high), (1, .error, .high),
  ])
  func `by probability`(_ probability: Double, _ severity: Severity?, _ confidence: Confidence)
    throws
  {
    let verdict = try verdict(probability)
    #expect(verdict.severity == severity)
    #expect(verdict.confidence == confidence)
    #expect(verdict.probability == probability)
  }

  @Test(arguments: [
    (4, nil), (5, Severity.note), (19, .note), (20, .warning), (99, .warning), (100, .error),
  ])
  func `by number, of what certainly leaks`(_ count: Int, _ severity: Severity?) throws {
    #expect(try verdict(0.99, count: count).severity == severity)
    #expect(try verdict(0.99, count: count).confidence == .high)
  }

  @Test(arguments: [
    (0.0999, 0.51, nil), (0.1, 0.51, Severity.note), (0.1, 0.5, nil), (0.2, 0.5, .note),
  ])
  func `most goroutines of a program are a note earlier`(
    _ probability: Double, _ share: Double, _ severity: Severity?
  ) throws {
    #expect(try verdict(probability, share: share).severity == severity)
  }

  @Test func `no severity beyond the signature's own`() throws {
    #expect(try verdict(0.99, ceiling: .warning).severity == .warning)
    #expect(try verdict(0.99, ceiling: .note).severity == .note)
    #expect(try verdict(0.99, ceiling: .warning).confidence == .high)
  }

  @Test func `what the dump states has the signature's severity`() throws {
    var signature = try #require(Catalogue.builtIn.signature("chan-send-no-receiver"))
    signature.severity = .warning
    let verdict = Verdict(stated: .proven, by: signature)
    #expect(verdict.probability == 1)
    #expect(verdict.severity == .warning)
    #expect(verdict.confidence == .proven)
  }

  @Test(arguments: [
    (0.834, "0.83"), (0.835, "0.84"), (-1.4, "-1.40"), (0, "0.00"), (-0.004, "0.00"),
    (-0.005, "-0.01"), (12.05, "12.05"), (1.999, "2.00"),
  ])
  func `two digits`(_ number: Double, _ text: String) { #expect(Ledger.twoDigits(number) == text) }
}
