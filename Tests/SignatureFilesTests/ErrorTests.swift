import LeakAnalysis
import SignatureFiles
import Testing

/// A wrong file is refused, with file, line, key and what would be right.
struct ErrorTests {
  static let cases: [(yaml: String, error: String)] = [
    (
      "disabled: [a]",
      "x.yml:1: disabled: there is no such key; did you mean `disable`?"
    ),
    (
      "signatures:\n  - id: a\n    title: b\n    tpo: main.f",
      "x.yml:4: signatures[0].tpo: there is no such key; did you mean `top`?"
    ),
    (
      "signatures:\n  - title: b\n    top: main.f",
      "x.yml:2: signatures[0]: a signature needs an `id`, such as worker-stuck"
    ),
    (
      "signatures:\n  - id: Worker Stuck\n    title: b\n    top: main.f",
      "x.yml:2: signatures[0].id: an id is written in small letters, digits and hyphens: worker-stuck"
    ),
    (
      "signatures:\n  - id: a\n    title: b",
      "x.yml:2: signatures[0]: which goroutines are meant? Give at least one of top, anyFrame, "
        + "creator, state, labels"
    ),
    (
      "signatures:\n  - id: a\n    title: b\n    state: chan recieve",
      "x.yml:4: signatures[0].state: `chan recieve` is no state; did you mean `chan receive`?"
    ),
    (
      "signatures:\n  - id: a\n    title: b\n    top: main.f\n    severity: fatal",
      "x.yml:5: signatures[0].severity: `fatal` is none of note, warning or error"
    ),
    (
      "signatures:\n  - id: a\n    title: b\n    top: main.f\n    count: many",
      "x.yml:5: signatures[0].count: a whole number is expected here, such as 10"
    ),
    (
      "signatures:\n  - id: a\n    title: b\n    top: main.f\n    minutes: -3",
      "x.yml:5: signatures[0].minutes: a whole number is expected here, such as 10"
    ),
    (
      "signatures:\n  - id: a\n    title: b\n    top: [main.f, /x]",
      "x.yml:4: signatures[0].top[1]: a regular expression ends with a slash: `/x/`"
    ),
    (
      "signatures:\n  - {id: a, title: b, top: main.f}\n  - {id: a, title: b, top: main.f}",
      "x.yml:3: signatures[1]: duplicate id `a`"
    ),
    (
      "expect:\n  - max: 3",
      "x.yml:2: expect[0]: which goroutines are meant? Give at least one of top, anyFrame, "
        + "creator, state, labels"
    ),
    (
      "gate:\n  failOn: everything",
      "x.yml:2: gate.failOn: `everything` is none of error, warning, note or never"
    ),
    (
      "thresholds:\n  sql-pool-exhausted: {warning: 9, error: 3}",
      "x.yml:2: thresholds.sql-pool-exhausted: a warning comes before an error: `warning` is at "
        + "most `error`"
    ),
    ("gate: 3", "x.yml:1: gate: keys and values are expected here, such as `max: 10`"),
    ("", "x.yml: the file is empty"),
  ]

  @Test(arguments: cases)
  func `is refused`(_ yaml: String, _ expected: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try Configuration(yaml: yaml, file: "x.yml")
    }
    #expect(error?.description == expected)
  }

  @Test func `a mistake of YAML and one of PCRE2 are told with their lines`() {
    let yaml = #expect(throws: ConfigurationError.self) {
      try Configuration(yaml: "expect:\n  - top: [a\ngate: {", file: "x.yml")
    }
    #expect(yaml?.description.hasPrefix("x.yml:3: this is not YAML: ") == true)

    let twice = #expect(throws: ConfigurationError.self) {
      try Configuration(yaml: "gate: {}\ngate: {}", file: "x.yml")
    }
    #expect(twice?.description.contains("duplicate key: gate") == true)

    let pattern = #expect(throws: ConfigurationError.self) {
      try Configuration(yaml: "expect:\n  - top: /a(b/", file: "x.yml")
    }
    #expect(
      pattern?.description.hasPrefix("x.yml:2: expect[0].top: invalid pattern \"a(b\"")
        == true)
  }

  @Test func `an id that is none is refused with its line`() throws {
    let configuration = try Configuration(
      yaml: "disable:\n  - nil-chanel\n", file: "x.yml")
    let error = #expect(throws: ConfigurationError.self) { try configuration.catalogue() }
    #expect(
      error?.description
        == "x.yml:2: disable[0]: unknown signature `nil-chanel`; did you mean `nil-channel`?")
  }

  @Test func `a file that is not there`() {
    let error = #expect(throws: ConfigurationError.self) {
      try Configuration.load(path: "/no/such/file.yml")
    }
    #expect(error?.description == "/no/such/file.yml: file not found")
  }
}
