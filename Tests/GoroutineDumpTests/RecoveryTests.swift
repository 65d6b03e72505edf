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
    case "Markdown escapes":
      return each { line in
        let brackets = line.replacing("[", with: "\\[").replacing("]", with: "\\]")
        return brackets.replacing("*", with: "\\*")
      }
    case "YAML documents": return each { "---\nseverity: ERROR\ntextPayload: \(json($0))" }
    case "list of bytes":
      let bytes = each { $0 }.utf8.map { "\($0)" }
      return "level=error stack=\"[" + bytes.joined(separator: " ") + "]\"\n"
    default: return numbered { "[\($0)] kube: [[1.0, {}], {\"log\"=>\"\($1)\"}]" }
    }
  }

  private static let forms = [
    "array of lines", "pairs of time and line", "records, the newest first", "all cells quoted",
    "last line first", "out of order, with times", "each line twice", "carriage returns",
    "table rows", "numbers of lines", "grep with context", "bars", "HTML", "entities",
    "Markdown escapes", "YAML documents", "list of bytes", "Ruby maps",
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

  @Test func `what was turned round is told`() throws {
    let text = Self.lines.reversed().map { $0 + "\n" }.joined()
    #expect(try readAll(text).wrapping == ["newest line first, turned round"])
  }

  @Test func `a plain dump is not looked into again`() throws {
    #expect(try readAll(Self.plain).wrapping == [])
  }

  @Test func `a rich-text document is refused`() {
    #expect(
      throws: DumpError.notADump(path: "-", what: "an RTF document: save it as plain text first")
    ) {
      try DumpReader().read(bytes: Array(("{\\rtf1 " + Self.plain).utf8))
    }
  }
}
