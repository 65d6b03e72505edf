import Testing
import YAML

/// Texts become nodes with their lines.
struct NodeTests {
  @Test func `scalars, lists and mappings, each with its line`() throws {
    let root = try #require(try Node.parse("# of ours\na: b\nc:\n  - d\n  - {e: 'f', g: }\n"))
    let pairs = try #require(root.mapping)
    #expect(pairs.map(\.key) == ["a", "c"] && pairs.map(\.value.line) == [2, 4])
    #expect(pairs[0].value.scalar == "b")
    let list = try #require(pairs[1].value.sequence)
    #expect(list.map(\.line) == [4, 5] && list[0].scalar == "d")
    let inner = try #require(list[1].mapping)
    #expect(inner.map(\.key) == ["e", "g"] && inner.map(\.value.isNull) == [false, true])
  }

  @Test(arguments: ["", "# nothing\n", "---\n...\n# nothing\n"])
  func `nothing`(_ text: String) throws {
    #expect(try Node.parse(text).map(\.isNull) ?? true)
  }

  @Test func `texts that stand for nothing, unless they are quoted`() throws {
    let nodes = try #require(try Node.parse("[~, null, '', 'null', \"~\", no]")?.sequence)
    #expect(nodes.map(\.isNull) == [true, true, false, false, false, false])
  }

  @Test func `escapes, blocks and letters of all kinds`() throws {
    let text = "[\"a\\tb\\u00e9\", 'it''s', ünï 漢字]"
    #expect(
      try Node.parse(text)?.sequence?.compactMap(\.scalar) == ["a\tbé", "it's", "ünï 漢字"])
    #expect(try Node.parse("|2-\n  a\n   b\n\n  c\n")?.scalar == "a\n b\n\nc")
  }

  @Test func `lines go on from those before`() throws {
    let text = "a: b\nc: d"
    #expect(try Node.parse(text.utf8.span, lineOffset: 10)?.mapping?.map(\.value.line) == [11, 12])
    let error = #expect(throws: YAMLError.self) {
      try Node.parse("a: b: c".utf8.span, lineOffset: 10)
    }
    #expect(error?.line == 11)
  }

  @Test func `aliases are the nodes that they name`() throws {
    let root = try #require(try Node.parse("a: &x [1, 2]\nb: *x\nc: &y {d: *x}\ne: *y"))
    let pairs = try #require(root.mapping)
    #expect(pairs[1].value.sequence?.compactMap(\.scalar) == ["1", "2"])
    #expect(pairs[3].value.mapping?[0].value.sequence?.count == 2)
  }

  @Test(arguments: [
    ("a: [b\nc: {", "line 2: did not find expected ',' or ']'"),
    ("a: b: c", "line 1: mapping values are not allowed in this context"),
    ("a: *b", "line 1: unknown anchor: *b needs &b before it"),
    ("a: &b [*b]", "line 1: unknown anchor: *b needs &b before it"),
    ("a: b\nc: d\na: e", "line 3: duplicate key: a"),
    ("[a]: b", "line 1: expected a plain key"),
    ("a\n---\nb", "line 2: expected one document, found a second"),
    ("a: \u{1}", "control characters are not allowed at byte 3"),
  ])
  func `what is wrong is said, with its line`(_ text: String, _ expected: String) {
    let error = #expect(throws: YAMLError.self) { try Node.parse(text) }
    #expect(error?.description == expected)
  }
}

/// A text that is made to cost much is refused soon.
struct HostileTests {
  @Test(arguments: [
    (String(repeating: "[", count: 100_000), "nested more than 64 levels deep"),
    (String(repeating: "a: {", count: 100_000), "nested more than 64 levels deep"),
    (String(repeating: "- ", count: 200_000), "nested more than 64 levels deep"),
    (String(repeating: "? ", count: 200_000), "nested more than 64 levels deep"),
    ("[" + String(repeating: "a,", count: 200_000) + "]", "more than 100000 values"),
    (String(repeating: " ", count: 1 << 20) + "a", "larger than 1 MiB"),
  ])
  func `in depth, number and size`(_ text: String, _ expected: String) {
    let clock = ContinuousClock()
    let time = clock.measure {
      let error = #expect(throws: YAMLError.self) { try Node.parse(text) }
      #expect(error?.message == expected)
    }
    #expect(time < .seconds(5))
  }

  @Test func `aliases that stand for billions`() {
    var text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for (name, before) in zip("bcdefghi", "abcdefgh") {
      let aliases = Array(repeating: "*\(before)", count: 10).joined(separator: ",")
      text += "\(name): &\(name) [\(aliases)]\n"
    }
    let error = #expect(throws: YAMLError.self) { try Node.parse(text) }
    #expect(error?.message == "more than 100000 values")
  }

  @Test func `every cut and every flipped bit of a text ends`() {
    let text = Array("a: &x [1, {b: 'c'}]\nd: |\n  e\n? f\n: *x\n".utf8)
    for count in text.indices {
      let start = Array(text[..<count])
      _ = try? Node.parse(start.span)
    }
    for index in text.indices {
      for bit in 0..<8 {
        var other = text
        other[index] ^= 1 << UInt8(bit)
        _ = try? Node.parse(other.span)
      }
    }
  }
}
