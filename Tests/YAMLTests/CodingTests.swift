import Testing
import YAML

/// Nodes that were parsed before, and keys before a page.
struct CodingTests {
  @Test func `what is encoded reads as the same`() throws {
    let text = "a: [b, 'c: {', \"d\\n\\te\", ~, '']\nf: {g: [], h: {}, 'ü: 1': 漢字}\n"
    let node = try #require(try Node.parse(text))
    let read = try #require(Node(encoded: node.encoded))
    #expect(String(describing: read) == String(describing: node))
    #expect(read.encoded == node.encoded)
  }

  @Test func `what is no encoded node is none`() throws {
    let encoded = try #require(try Node.parse("a: [b, {c: d}]")).encoded
    for count in 0..<encoded.count { #expect(Node(encoded: String(encoded.prefix(count))) == nil) }
    for text in ["x1 1:a", "p1 9:a", "[1 99999999999999999999:", "[1 1000000000:", "{1 1:p1 1:a"] {
      #expect(Node(encoded: text) == nil, "\(text)")
    }
    #expect(Node(encoded: String(repeating: "[1 1:", count: 100_000)) == nil)
  }

  @Test(arguments: ["---\na: b\n---\nc\n", "---\r\na: b\r\n---\r\nc\n"])
  func `keys before a page`(_ text: String) throws {
    let parts = try FrontMatter(text)
    #expect(try parts.keys()?.mapping?.first?.value.scalar == "b")
    #expect(try parts.keys()?.mapping?.first?.value.line == 2)
    #expect(parts.page == "c\n" && parts.pageOffset == 3)
  }

  @Test func `keys without a page, and a page without keys`() throws {
    #expect(try FrontMatter("---\na: b\n---").page == "")
    #expect(try FrontMatter("---\n---\nc").keys() == nil)
    for text in ["", "a: b\n---\n", "----\na: b\n---\n", "---\na: b\n", "---\n ---\n"] {
      #expect(throws: YAMLError.self, "\(text)") { try FrontMatter(text) }
    }
  }
}
