import Testing

@testable import GoroutineDump

/// Dumps in the forms that log stores, mails and editors hand them on: each must read as the plain one.
struct RecoveryTests {
  private static let lines = [
    "goroutine 1 [IO wait, 25 minutes]:", "net.(*TCPListener).Accept(0xc00010a080)",
    "\t/usr/local/go/src/net/tcpsock.go:380 +0x30", "main.main()", "\t/src/pay/main.go:29 +0x125",
    "", "goroutine 7 [chan send, 25 minutes]:", "main.send(0xc000026080, {0x1, 0x2})",
    "\t/src/pay/send.go:42 +0x65", "created by main.start in goroutine 6",
    "\t/src/pay/send.go:20 +0x3a",
  ]

  private static func json(_ line: String) -> String {
    "\""
      + line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
        "\t", with: "\\t")
      + "\""
  }

  private static func stamped(_ number: Int) -> String { "2026-11-21T08:42:26.0\(10 + number)Z" }

  /// Each line, changed, on a line of its own.
  private static func each(_ change: (String) -> String) -> String {
    var text = ""
    for line in lines { text += change(line) + "\n" }
    return text
  }

  /// Each line with its number, changed, on a line of its own.
  private static func numbered(_ change: (Int, String) -> String) -> String {
    var text = ""
    for (number, line) in lines.enumerated() { text += change(number, line) + "\n" }
    return text
  }

  /// The dump in a form.
  private static func text(_ form: String) -> String {
    switch form {
    case "array of lines":
      return "{\"stack\": [" + each { json($0) + "," }.dropLast(2) + "]}\n"
    case "pairs of time and line":
      let pairs = numbered { "[\"\($0 + 1000)\", \(json($1))]," }
      return "{\"values\": [" + pairs.dropLast(2) + "]}\n"
    case "records, the newest first":
      var text = "[\n"
      for line in lines.reversed() { text += "  {\n    \"textPayload\": \(json(line))\n  },\n" }
      return text.dropLast(2) + "\n]\n"
    case "all cells quoted":
      return "\"time\",\"host\",\"message\"\n" + each { "\"t\",\"web-3\",\"\($0)\"" }
    case "last line first": return lines.reversed().joined(separator: "\n") + "\n"
    case "out of order, with times":
      let order = [5, 2, 3, 0, 1, 4, 10, 9, 6, 8, 7]
      return order.map { "\(stamped($0)) \(lines[$0])" }.joined(separator: "\n") + "\n"
    case "each line twice": return each { "\($0)\n\($0)" }
    case "carriage returns": return lines.joined(separator: "\r") + "\r"
    case "table rows": return each { "| \($0) |" }
    case "numbers of lines": return numbered { "    \($0 + 98)\t\($1)" }
    case "grep with context":
      return each { "pay.log" + ($0.hasPrefix("goroutine") ? ":" : "-") + $0 }
    case "bars": return "ERRO dump\n  stack=\n" + each { "  │ \($0)" }
    case "HTML": return each { "<p>\($0.replacing("\t", with: "&nbsp;&nbsp;"))</p>" }
    case "entities":
      let escaped = lines.joined(separator: "&#xA;").replacing("\t", with: "&#x9;")
      return "<failure>" + escaped + "</failure>\n"
    case "entities in an attribute":
      let escaped = lines.joined(separator: "&#xA;").replacing("\t", with: "&#x9;")
      return "<failure message=\"" + escaped + "\"></failure>\n"
    case "paragraphs of a document":
      return "<w:body>"
        + lines.map { "<w:p><w:t>" + $0.replacing("\t", with: "<w:tab/>") + "</w:t></w:p>" }
        .joined() + "</w:body>"
    case "octal escapes":
      let escaped = lines.joined(separator: "\\012").replacing("\t", with: "\\011")
      return "Nov 21 08:42:26 web-3 pay[7]: " + escaped + "\n"
    case "colour within a word":
      return each { $0.replacing("oroutin", with: "\u{1b}[31moroutin\u{1b}[m") }
    case "records out of order, with seconds":
      let order = [5, 2, 3, 0, 1, 4, 10, 9, 6, 8, 7]
      return order.map { "{\"ts\": 1795250546.\(10 + $0), \"message\": \(json(lines[$0]))}\n" }
        .joined()
    case "logfmt without needless quotes":
      return each { "level=info msg=" + ($0.contains { " \t".contains($0) } ? json($0) : $0) }
    case "Markdown escapes":
      return each { line in
        let brackets = line.replacing("[", with: "\\[").replacing("]", with: "\\]")
        return brackets.replacing("*", with: "\\*")
      }
    case "YAML documents": return each { "---\nseverity: ERROR\ntextPayload: \(json($0))" }
    case "list of bytes":
      let bytes = each { $0 }.utf8.map { "\($0)" }
      return "level=error stack=\"[" + bytes.joined(separator: " ") + "]\"\n"
    case "list of bytes over lines":
      return "{\"MESSAGE\": [\n" + each { $0 }.utf8.map { "  \($0)" }.joined(separator: ",\n")
        + "\n]}\n"
    case "fields that are named beside their values":
      let rows = numbered { number, line in
        "[{\"field\": \"@timestamp\", \"value\": \"\(stamped(number))\"}, "
          + "{\"field\": \"@message\", \"value\": \(json(line))}],"
      }
      return "{\"results\": [" + rows.dropLast(2) + "]}\n"
    case "percent-encoding":
      let signs = [
        "%": "%25", "\n": "%0A", "\t": "%09", "+": "%2B", "[": "%5B", "]": "%5D", "{": "%7B",
        " ": "+",
      ]
      return "text=" + each { $0 }.map { signs[String($0)] ?? String($0) }.joined() + "&lang=go\n"
    default: return numbered { "[\($0)] kube: [[1.0, {}], {\"log\"=>\"\($1)\"}]" }
    }
  }

  private static let forms = [
    "array of lines", "pairs of time and line", "records, the newest first", "all cells quoted",
    "last line first", "out of order, with times", "each line twice", "carriage returns",
    "table rows", "numbers of lines", "grep with context", "bars", "HTML", "entities",
    "entities in an attribute", "paragraphs of a document", "octal escapes",
    "colour within a word", "records out of order, with seconds",
    "logfmt without needless quotes", "Markdown escapes", "YAML documents", "list of bytes",
    "Ruby maps", "list of bytes over lines", "fields that are named beside their values",
    "percent-encoding",
  ]

  private static let plain = lines.joined(separator: "\n") + "\n"

  @Test(arguments: forms)
  func `a form reads as the plain dump`(name: String) throws {
    let dump = try read(Self.text(name))
    let plain = try read(Self.plain)
    #expect(dump.goroutineCount == 2)
    #expect(dump.stack() == plain.stack())
    #expect(!dump.isTruncated)
    #expect(dump.problems == [])
  }

  private static let profile = """
    goroutine profile: total 4
    3 @ 0x47398e 0x40ca65 0x65d9c5
    # labels: {"handler":"/query", "tenant":"acme"}
    #\t0x65d9c4\tmain.send+0x64\t/src/pay/send.go:42

    1 @ 0x434ef1 0x4727fd
    #\t0x4727fc\tmain.main+0xb0\t/src/pay/main.go:29

    """

  /// The count profile in a form.
  private static func profile(_ form: String) -> String {
    let lines = profile.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return switch form {
    case "a cell of a table":
      "\"time\",\"message\"\n\"t\",\"\(profile.replacing("\"", with: "\"\""))\"\n"
    case "a column of a table": lines.map { "\($0);web-3;pay\n" }.joined()
    case "a drawn table": lines.map { "| 08:42 | \($0) |\n" }.joined()
    case "each line twice": lines.map { "\($0)\n\($0)\n" }.joined()
    case "last line first": lines.reversed().joined(separator: "\n") + "\n"
    default: lines.joined(separator: "\r") + "\r"
    }
  }

  @Test(arguments: [
    "a cell of a table", "a column of a table", "a drawn table", "each line twice",
    "last line first", "carriage returns",
  ])
  func `a count profile in a form reads as the plain one`(name: String) throws {
    let input = try readAll(Self.profile(name))
    let dump = try #require(input.dumps.first)
    #expect(input.dumps.count == 1)
    #expect(dump.samples.map(\.count) == [3, 1])
    #expect(
      dump.samples.map(dump.labels) == [
        [Label(key: "handler", value: "/query"), Label(key: "tenant", value: "acme")], [],
      ])
    #expect(dump.problems == [])
  }

  /// A text as if it had so many bytes, whose first reading gave nothing.
  private static func formless(_ text: String, length: Int) -> FormlessText {
    FormlessText(
      path: "-", length: length, kept: (Array(text.utf8), true), file: nil, first: nil)
  }

  @Test func `a long text is taken out of the form that its beginning shows`() throws {
    let recovery = DumpReader(threads: 1).recovery(path: "-", threads: 1)
    let rows = (0..<40).map { number in
      Self.lines.map {
        "\"t\",\"\($0.replacing("goroutine 7", with: "goroutine \(number + 7)"))\"\n"
      }
      .joined()
    }
    let text = Self.formless(rows.joined(), length: Recovery.longestRewritten)
    let input = try #require(try text.recoveredByItsBeginning(by: recovery, rewriting: recovery))
    #expect(!input.wrapping.isEmpty)
    #expect(input.dumps.reduce(0) { $0 + $1.goroutineCount } == 80)
  }

  @Test func `a text that is too long to be taken out of its form is refused`() throws {
    let recovery = DumpReader(threads: 1).recovery(path: "-", threads: 1)
    let text = Self.formless(
      Self.lines.reversed().joined(separator: "\n") + "\n", length: Recovery.longestRewritten + 1)
    #expect(
      throws: DumpError.notADump(
        path: "-",
        what: "a dump in another form (lines reversed, newest first); this form is read up to "
          + "128 MiB from a file and 16 MiB from a pipe")
    ) { try text.recoveredByItsBeginning(by: recovery, rewriting: recovery) }
  }

  @Test func `base64 of a compressed dump`() throws {
    let text = """
      H4sIAAAAAAACA0vPL8ovLcnMS1UwVIguTs1JTS6JteLKTczM0wMRGppcnPqJeun5VoYK2gYVhlwA
      7ylmbTAAAAA=

      """
    let input = try readAll(text)
    #expect(input.wrapping == ["base64", "gzip"])
    #expect(input.dumps[0].goroutines.map(\.id) == [1])
  }

  @Test func `a table leaves no line out that has something of the dump`() throws {
    let text = Self.plain.replacing("main.main()", with: "| main.main() |")
    #expect(try readAll(text).wrapping == [])
  }

  @Test func `what was turned round is told`() throws {
    let text = Self.lines.reversed().map { $0 + "\n" }.joined()
    #expect(try readAll(text).wrapping == ["lines reversed, newest first"])
  }

  @Test func `a plain dump is not looked into again`() throws {
    #expect(try readAll(Self.plain).wrapping == [])
  }

  @Test func `a rich-text document is refused`() {
    #expect(
      throws: DumpError.notADump(path: "-", what: "an RTF document; save it as plain text first")
    ) {
      try DumpReader().read(bytes: Array(("{\\rtf1 " + Self.plain).utf8))
    }
  }
}
