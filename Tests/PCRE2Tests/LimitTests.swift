import CPCRE2
import Testing

@testable import PCRE2

/// Patterns that cost too much, with and without JIT.
struct LimitTests {
  @Test(arguments: ["(a+)+$", "(*NO_JIT)(a+)+$", #"^(\w+\s?)*\z"#])
  func aCatastrophicPatternIsGivenUpSoon(_ source: String) throws {
    let pattern = try Pattern(source)
    let text = String(repeating: "a", count: 60) + "!"
    let start = ContinuousClock.now
    #expect(throws: PatternError.limitExceeded(source: source, limit: .steps(1_000_000))) {
      try pattern.matches(text)
    }
    // Some 10 ms here; the bound is for a busy machine and a debug build.
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(try pattern.matches("aaaa"))
  }

  @Test func aMatcherGoesOnAfterALimit() throws {
    var matcher = Matcher(try Pattern("(a+)+$"))
    do {
      _ = try matcher.matches(String(repeating: "a", count: 60) + "!")
      Issue.record("the limit was not reached")
    } catch {
      #expect(error.source == "(a+)+$")
    }
    #expect(try matcher.matches("xaa"))
    #expect(try !matcher.matches("xab"))
  }

  @Test func aTextTooLargeForTheStackOfTheJITIsInterpreted() throws {
    let pattern = try Pattern("^(?:(a)|b)*$")
    let text = Array(repeating: UInt8(ascii: "a"), count: 20_000)
    var matcher = Matcher(pattern)
    if pattern.code.isJITCompiled {
      // "Unsafe" as a type may have padding; `UInt8` has none.
      let status = matcher.attempt(unsafe text.span.bytes, flags: 0)
      #expect(status == PCRE2_ERROR_JIT_STACKLIMIT)
    }
    #expect(try matcher.matches(text.span))
    #expect(try matcher.firstMatch(in: text.span)?.captures == [19_999..<20_000])
    #expect(try !matcher.matches((text + [0x63]).span))
  }

  @Test func theInterpreterHasABoundToo() throws {
    let pattern = try Pattern("(*NO_JIT)^(?:(a)|b)*$")
    let error = #expect(throws: PatternError.self) {
      try pattern.matches(String(repeating: "a", count: 400_000))
    }
    let limits: [PatternError.Limit] = [.heap(kibibytes: 32_768), .depth(250_000)]
    #expect(limits.contains { error == .limitExceeded(source: pattern.source, limit: $0) })
  }
}
