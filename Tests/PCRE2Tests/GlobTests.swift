import PCRE2
import Testing

/// What `Pattern.glob` matches: whole names, with nothing special but `*` and `?`.
struct GlobTests {
  @Test(arguments: [
    ("net/http.(*persistConn).*", "net/http.(*persistConn).readLoop", true),
    ("net/http.(*persistConn).*", "net/http.(*persistConn).", true),
    ("net/http.(*persistConn).*", "xnet/http.(*persistConn).readLoop", false),
    ("main.Map[...]", "main.Map[...]", true),
    ("main.Map[...]", "main.Map.", false),
    ("*.go", "/home/u/main.go", true),
    ("*.go", "/home/u/main.gox", false),
    ("*.go", "main.go\n", false),
    ("*a*b*", "xxaxxbxx", true),
    ("*a*b*", "xxbxxaxx", false),
    ("*aab", "aaab", true),
    ("*ab*ab", "abab", true),
    ("*ab*ab", "aab", false),
    ("*", "", true),
    ("*", "a\nb", true),
    ("", "", true),
    ("", "a", false),
    ("func?", "func1", true),
    ("func?", "func", false),
    ("func?", "func12", false),
    ("Gr??e", "Größe", true),
    ("*?", "ö", true),
    ("*??", "ö", false),
    ("*??", "€", false),
    ("?*?", "€€", true),
    ("*?e*", "Größe", true),
    ("a\\d", "a\\d", true),
    ("a\\d", "a1", false),
  ])
  func aGlobMatchesWholeNames(_ glob: String, _ name: String, _ expected: Bool) throws {
    #expect(try Pattern.glob(glob).matches(name) == expected)
  }

  @Test func strayBytesAreCharacters() throws {
    #expect(try Pattern.glob("a??b").matches(([0x61, 0xff, 0xc3, 0x62] as [UInt8]).span))
    #expect(try !Pattern.glob("a?b").matches(([0x61, 0xff, 0xc3, 0x62] as [UInt8]).span))
  }

  @Test func manyStarsStayCheap() throws {
    let glob = try Pattern.glob(String(repeating: "*a", count: 30) + "*b")
    #expect(try !glob.matches(String(repeating: "a", count: 5_000)))
    #expect(try glob.matches(String(repeating: "a", count: 5_000) + "b"))
  }
}
