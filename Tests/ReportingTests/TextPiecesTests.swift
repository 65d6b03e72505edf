import Testing

@testable import Reporting

@Suite struct TextPiecesTests {
  @Test func `sentences break at spaces, and words only where they must`() {
    #expect(Wrapping.lines("one two three", width: 8) == ["one two", "three"])
    #expect(Wrapping.lines("abcdefghij k", width: 4) == ["abcd", "efgh", "ij k"])
    #expect(Wrapping.lines("漢字漢字", width: 4) == ["漢字", "漢字"])
    #expect(Wrapping.lines("", width: 4) == [""])
  }

  @Test func `names are shortened in the middle`() {
    var shortener = NameShortener(ellipsis: "…")
    let name = "github.com/acme/service/internal/cache.(*Store).Get.func1"
    #expect(shortener.shorten(name, to: 80) == name)
    #expect(
      shortener.shorten(name, to: 50) == "github.com/…/internal/cache.(*Store).Get.func1")
    #expect(shortener.shorten(name, to: 40) == "github.com/…/cache.(*Store).Get.func1")
    #expect(shortener.shorten(name, to: 30) == "…/cache.(*Store).Get.func1")
    #expect(shortener.shorten(name, to: 20) == "cache.…re).Get.func1")
    #expect(shortener.shorten("/home/u/go/src/app/main.go:22", to: 20) == "/home/…/main.go:22")
  }

  @Test func `a short name never stands for two`() {
    var shortener = NameShortener(ellipsis: "…")
    #expect(shortener.shorten("github.com/acme/one/util.Run", to: 12) == "…/util.Run")
    #expect(
      shortener.shorten("github.com/acme/two/util.Run", to: 12) == "github.com/acme/two/util.Run")
    #expect(shortener.shorten("github.com/acme/one/util.Run", to: 12) == "…/util.Run")
  }

  @Test func `what steers a terminal is made visible`() {
    #expect(Sanitizer.sanitized("a\u{1b}[31mb") == "a\\u{1b}[31mb")
    #expect(Sanitizer.sanitized("\u{9b}2J\u{7f}") == "\\u{9b}2J\\u{7f}")
    #expect(Sanitizer.sanitized("x\u{202e}y\u{2066}") == "x\\u{202e}y\\u{2066}")
    #expect(Sanitizer.sanitized("a\tb\r\n") == "a b  ")
    #expect(Sanitizer.sanitized("Größe 漢") == "Größe 漢")
  }

  @Test func `numbers and times read well`() {
    #expect(Quantity.text(999) == "999")
    #expect(Quantity.text(1043) == "1,043")
    #expect(Quantity.text(1_234_567) == "1,234,567")
    #expect(Quantity.text(1, "goroutine") == "1 goroutine")
    #expect(Quantity.duration(minutes: 147) == "2h27m")
    #expect(Quantity.duration(minutes: 1440) == "1d")
    #expect(Quantity.duration(minutes: 1500) == "1d1h")
    #expect(Quantity.percent(1, of: 1000) == "<1%")
    #expect(Quantity.percent(999, of: 1000) == ">99%")
  }

  @Test func `a bar is never empty`() {
    #expect(StateHistogram.bar(0, true) == "▏")
    #expect(StateHistogram.bar(2.5, true) == "██▌")
    #expect(StateHistogram.bar(0, false) == "#")
  }
}
