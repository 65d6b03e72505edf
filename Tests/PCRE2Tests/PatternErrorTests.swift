import PCRE2
import Testing

/// What a person reads of a bad pattern.
struct PatternErrorTests {
  // Offsets and words are those of PCRE2 10.42.
  @Test(arguments: [
    (
      "a(b|c", 5, "missing closing parenthesis",
      #"invalid pattern "a(b|c": missing closing parenthesis at offset 5, after "a(b|c""#
    ),
    (
      #"\d[z-a]"#, 5, "range out of order in character class",
      #"invalid pattern "\d[z-a]": range out of order in character class at offset 5, "#
        + #"after "\d[z-""#
    ),
  ])
  func anInvalidPatternNamesItsPlace(
    _ source: String, _ offset: Int, _ message: String, _ sentence: String
  ) {
    let error = PatternError.invalid(source: source, offset: offset, message: message)
    #expect(throws: error) { try Pattern(source) }
    #expect(error.description == sentence)
  }

  @Test func halfCharactersAreRefused() {
    #expect(throws: PatternError.self) { try Pattern(#"a\C"#) }
  }

  @Test func sentencesStayOnOneLine() {
    let long = PatternError.invalid(
      source: "net/http\n" + String(repeating: "a", count: 30) + "*{", offset: 40, message: "m")
    #expect(
      long.description
        == #"invalid pattern "net/http\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaa*{": "#
        + #"m at offset 40, after "…aaaaaaaaaaaaaaaaaaa*""#)
    let first = PatternError.invalid(source: "*", offset: 0, message: "m")
    #expect(first.description == #"invalid pattern "*": m at offset 0, at its start"#)
  }

  @Test func limitsReadAsAdvice() {
    #expect(
      PatternError.limitExceeded(source: "(a+)+$", limit: .steps(1_000_000)).description
        == #"pattern "(a+)+$" exceeded 1000000 matching steps on one text; avoid nested "#
        + "repeats such as (a+)+, or use possessive ones such as a++")
    #expect(PatternError.Limit.depth(250_000).description == "250000 nested choices")
    #expect(PatternError.Limit.heap(kibibytes: 32_768).description == "32768 KiB of memory")
    #expect(
      PatternError.failed(source: "a", code: -44, message: "internal error").description
        == #"pattern "a" could not be matched: internal error (PCRE2 status -44)"#)
  }
}
