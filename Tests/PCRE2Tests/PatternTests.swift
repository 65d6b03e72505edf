import PCRE2
import Testing

/// What a pattern matches, and that it is a value.
struct PatternTests {
  @Test func aMatchMayBeAnywhere() throws {
    let pattern = try Pattern(#"\(\*persistConn\)\.(read|write)Loop$"#)
    #expect(try pattern.matches("net/http.(*persistConn).readLoop"))
    #expect(try !pattern.matches("net/http.(*persistConn).readLoop.func1"))
    #expect(try !pattern.matches(""))
  }

  @Test func everyKindOfTextMatches() throws {
    let pattern = try Pattern("^main\\.")
    let text = "created by main.run"
    #expect(try pattern.matches(text.dropFirst(11)))
    #expect(try pattern.matches("main.run".utf8Span))
    #expect(try pattern.matches(Array("main.run".utf8).span))
    var matcher = Matcher(pattern)
    #expect(try !matcher.matches(text))
    #expect(try matcher.matches(text.dropFirst(11)))
    #expect(try matcher.matches("main.run".utf8Span))
    #expect(try matcher.matches(Array("main.run".utf8).span))
  }

  struct OptionCase: Sendable {
    let source: String
    let options: Pattern.Options
    let text: String
    let matches: Bool

    init(_ source: String, _ options: Pattern.Options, _ text: String, _ matches: Bool) {
      self.source = source
      self.options = options
      self.text = text
      self.matches = matches
    }
  }

  @Test(arguments: [
    OptionCase("MAIN", .caseInsensitive, "x main.run", true),
    OptionCase("ÖL", .caseInsensitive, "main.öl", true),
    OptionCase("(*T)", .literal, "main.(*T).Run", true),
    OptionCase("(*t)", [.literal, .caseInsensitive], "main.(*T).Run", true),
    OptionCase("run", .anchored, "main.run", false),
    OptionCase("main", .anchored, "main.run", true),
    OptionCase("main", .endAnchored, "main.run", false),
    OptionCase("main|main.run", [.anchored, .endAnchored], "main.run", true),
    OptionCase("^b$", .multiline, "a\nb\nc", true),
    OptionCase("^b$", [], "a\nb\nc", false),
    OptionCase("a.b", .dotMatchesNewline, "a\nb", true),
    OptionCase("a.b", [], "a\nb", false),
  ])
  func optionsDoWhatTheySay(_ example: OptionCase) throws {
    let pattern = try Pattern(example.source, options: example.options)
    #expect(try pattern.matches(example.text) == example.matches)
  }

  @Test func capturesAreByteOffsets() throws {
    let pattern = try Pattern(#"(ü+)\.(?:(a)|(b))"#)
    let match = try #require(try pattern.firstMatch(in: "x üü.b"))
    #expect(match.range == 2..<8)
    #expect(match.captures == [2..<6, nil, 7..<8])
    #expect(try pattern.firstMatch(in: "x") == nil)
    for text in ["", "abc"] {
      let empty = try #require(try Pattern("").firstMatch(in: text))
      #expect(empty.range == 0..<0)
      #expect(empty.captures == [])
    }
  }

  @Test func nulBytesAreBytesLikeOthers() throws {
    #expect(try Pattern("a\\x00b").matches("a\0b"))
    #expect(try Pattern("a\0b").matches("a\0b"))
    #expect(try !Pattern("^a$").matches("a\0"))
    #expect(try Pattern("c$").firstMatch(in: "a\0bc")?.range == 3..<4)
  }

  @Test func invalidUTF8IsSkippedNotRefused() throws {
    let bytes: [UInt8] = Array("/home/".utf8) + [0xff, 0xc3] + Array("/main.go".utf8)
    #expect(try Pattern(#"/main\.go$"#).firstMatch(in: bytes.span)?.range == 8..<16)
    #expect(try Pattern("^/home").matches(bytes.span))
    #expect(try !Pattern("home/.+/main").matches(bytes.span))
    #expect(try Pattern.glob("/home/*/main.go").matches(bytes.span))
  }

  @Test func dotIsOneCharacter() throws {
    #expect(try Pattern("^Gr..e$").matches("Größe"))
  }

  @Test func equalWhenWrittenAlike() throws {
    let pattern = try Pattern("a*")
    #expect(try pattern == Pattern("a*"))
    #expect(try pattern != Pattern("a*", options: .anchored))
    #expect(try pattern != Pattern.glob("a*"))
    #expect(try Set([pattern, Pattern("a*"), Pattern.glob("a*")]).count == 2)
    #expect("\(pattern)" == "a*")
    #expect("\(try Pattern.glob("net.(*c)"))" == "net.(*c)")
  }

  @Test(arguments: [
    "net/http.(*persistConn).readLoop", "a[b]{2}^$|?+\\E#x y\n", "Größe", "a\0b", "",
  ])
  func escapedTextMatchesItself(_ text: String) throws {
    let whole: Pattern.Options = [.anchored, .endAnchored]
    #expect(try Pattern(Pattern.escaped(text), options: whole).matches(text))
    #expect(try Pattern("(?x)" + Pattern.escaped(text), options: whole).matches(text))
    #expect(try !Pattern(Pattern.escaped(text), options: whole).matches(text + "x"))
  }

  @Test func escapedLeavesPlainTextAlone() {
    #expect(Pattern.escaped("net/http.(*T)") == #"net/http\.\(\*T\)"#)
  }
}
