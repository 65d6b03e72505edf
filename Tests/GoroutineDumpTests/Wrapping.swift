import Gzip
import Testing

/// A way in which a dump reaches a reader: what a log, a terminal or a ticket makes of it.
struct Wrapping: CustomTestStringConvertible, Sendable {
  let name: String
  /// What ``DumpInput/wrapping`` must say.
  let told: [String]
  let wrap: @Sendable (String) -> [UInt8]

  var testDescription: String { name }

  init(_ name: String, told: [String], _ wrap: @escaping @Sendable (String) -> String) {
    self.name = name
    self.told = told
    self.wrap = { Array(wrap($0).utf8) }
  }

  init(_ name: String, told: [String], bytes wrap: @escaping @Sendable (String) -> [UInt8]) {
    self.name = name
    self.told = told
    self.wrap = wrap
  }

  /// A text of one shape before every line.
  static func prefix(
    _ name: String, told: [String] = ["line prefix"], _ prefix: @escaping @Sendable (Int) -> String
  ) -> Wrapping {
    Wrapping(name, told: told) { text in
      lines(of: text).enumerated().map { prefix($0) + $1 + "\n" }.joined()
    }
  }

  /// A record for every line.
  static func record(
    _ name: String, told: [String] = ["JSON lines"],
    _ record: @escaping @Sendable (String) -> String
  ) -> Wrapping {
    Wrapping(name, told: told) { text in
      lines(of: text).map { record(String($0)) + "\n" }.joined()
    }
  }

  static func lines(of text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// A text as a string of JSON, with its quotes.
  static func quoted(_ text: some StringProtocol) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case "\"", "\\": quoted += "\\\(character)"
      default: quoted.unicodeScalars.append(character)
      }
    }
    return quoted + "\""
  }
}

extension Wrapping {
  /// Prefixes of loggers; the reader knows none of them by name.
  static let prefixes: [Wrapping] = [
    .prefix("kubectl --timestamps") { "2026-11-21T08:42:26.\(100_000_000 + $0)Z " },
    .prefix("fractions without their last zeros") { "2026-11-21T08:42:26.\($0 + 1)Z stdout F " },
    .prefix("kubectl --prefix") { _ in "[pod/checkout-7c9f5d7b6-x2x9z/app] " },
    .prefix("docker compose") { _ in "checkout-1  | " },
    .prefix("docker swarm") { _ in "shop_checkout.1.x8f2kd93ks@node-2    | " },
    .prefix("journald") { "Nov 21 08:42:\($0 % 50 + 10) web-3 checkout[1234]: " },
    .prefix("syslog, RFC 5424") { "<\($0 % 9 + 8)>1 2026-11-21T08:42:26Z web-3 app 12 ID\($0) - " },
    .prefix("klog") { "I1121 08:42:26.123456       1 main.go:\($0 % 200)] " },
    .prefix("tab-separated") { "2026-11-21\tpod-\($0 % 3)\tERROR\t" },
    .prefix("browser console") { _ in "wasm_exec.js:41 " },
    .prefix("coloured", told: ["terminal colours", "line prefix"]) { _ in
      "\u{1b}[38;5;2mcheckout-7c9\u{1b}[0m \u{1b}[32mapp\u{1b}[0m "
    },
    .prefix("quoted mail", told: ["quotation"]) { _ in "> > " },
    .prefix("indented", told: ["indentation"]) { _ in "        " },
    Wrapping("white space lost at the ends of lines", told: ["line prefix"]) { text in
      lines(of: text).map { $0.isEmpty ? "checkout-1  |\n" : "checkout-1  | \($0)\n" }.joined()
    },
    Wrapping("lines split by the container runtime", told: ["line prefix"]) { text in
      let stamp = "2026-11-21T08:42:26.123Z stderr "
      return lines(of: text).map { line in
        line.count > 30
          ? "\(stamp)P \(line.prefix(20))\n\(stamp)F \(line.dropFirst(20))\n"
          : "\(stamp)F \(line)\n"
      }.joined()
    },
    Wrapping("a log goes on between the frames", told: ["line prefix"]) { text in
      lines(of: text).enumerated().map { number, line in
        let noise = number % 3 == 1 ? "12 GET /pay 200\n12 level=info msg=\"done\" ms=12\n" : ""
        return "12 \(line)\n" + noise
      }.joined()
    },
    Wrapping("syslog escapes", told: ["line prefix", "syslog escapes"]) { text in
      lines(of: text).map { "Nov  1 08:42:26 web: " + $0.replacing("\t", with: "#011") + "\n" }
        .joined()
    },
  ]

  /// Records, strings, and what is left of a dump in a ticket.
  static let records: [Wrapping] = [
    .record("docker's JSON lines") { "{\"log\":\(quoted($0 + "\n")),\"stream\":\"stderr\"}" },
    .record("a message without line feed") { "{\"ts\": 1.5, \"msg\": \(quoted($0))}" },
    .record("nested objects") { "{\"jsonPayload\":{\"n\":1,\"message\":\(quoted($0))},\"id\":7}" },
    .record("records in records", told: ["JSON lines"]) {
      "{\"log\":\(quoted("{\"msg\":\(quoted($0))}\n"))}"
    },
    .record("a prefix in records", told: ["JSON lines", "line prefix"]) {
      "{\"log\":\(quoted("2026/11/21 08:42:26 \($0)\n")),\"stream\":\"stderr\"}"
    },
    .record("logfmt", told: ["logfmt"]) { "time=\"2026-11-21\" level=error msg=\(quoted($0))" },
    .record("pretty-printed", told: ["JSON lines"]) {
      "  {\n    \"textPayload\": \(quoted($0)),\n    \"labels\": {\n      \"a\": \"b\"\n    }\n  },"
    },
    Wrapping("one string", told: ["escaped text"]) { text in
      "{\"msg\":\"starting\"}\n{\"level\":\"error\",\"stacktrace\":\(quoted(text))}\n"
    },
    Wrapping("one string in a record in a record", told: ["escaped text"]) { text in
      "{\"log\":\(quoted("{\"stack\":\(quoted(text))}\n")),\"stream\":\"stderr\"}\n"
    },
    Wrapping("escaped, without quotes", told: ["escaped text"]) { text in
      String(quoted(text).dropFirst().dropLast()).replacing("\\\"", with: "\"") + "\n"
    },
    Wrapping("control characters in octal", told: ["syslog escapes"]) { text in
      "app[1]: " + text.replacing("\t", with: "#011").replacing("\n", with: "#012") + "\n"
    },
    Wrapping("a ticket", told: []) { "It hangs:\n\n```text\n\($0)```\n\nany idea?\n" },
    Wrapping("curl -i", told: []) { "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + $0 },
    Wrapping("a terminal of 80 columns", told: ["soft wraps"]) { text in
      lines(of: text).map { line in
        var rest = line
        var pieces = ""
        while rest.count > 80 {
          pieces += rest.prefix(80) + "\n"
          rest = rest.dropFirst(80)
        }
        return pieces + rest + "\n"
      }.joined()
    },
  ]

  /// Encodings of the whole.
  static let encodings: [Wrapping] = [
    Wrapping("byte-order mark", told: ["byte-order mark"]) { "\u{feff}" + $0 },
    Wrapping(
      "UTF-16 of PowerShell", told: ["utf-16"],
      bytes: { text in
        [0xff, 0xfe]
          + text.replacing("\n", with: "\r\n").utf16.flatMap {
            [UInt8($0 & 255), UInt8($0 >> 8)]
          }
      }),
    Wrapping(
      "UTF-16, big-endian, without a mark", told: ["utf-16"],
      bytes: { text in text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }),
    Wrapping(
      "gzip", told: ["gzip"], bytes: { (try? GzipEncoder.encode(Array($0.utf8))) ?? [] }),
    Wrapping(
      "two gzip members", told: ["gzip"],
      bytes: { text in
        let bytes = Array(text.utf8)
        let parts = [Array(bytes[..<100]), Array(bytes[100...])]
        return parts.flatMap { (try? GzipEncoder.encode($0)) ?? [] }
      }),
  ]
}
