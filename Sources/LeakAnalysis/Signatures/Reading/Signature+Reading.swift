extension Signature {
  /// The keys of a signature in a list.
  private static let keys =
    [
      "id", "title", "message", "summary", "cause", "fix", "severity", "count", "minutes",
      "thresholds", "prior", "lookAlikes", "sources", "help", "example",
    ] + GroupPattern.keys

  /// A user's signature, of a list in YAML.
  package init(_ value: Value) throws(ConfigurationError) {
    let fields = try value.fields(known: Self.keys)
    guard let id = fields["id"] else {
      throw value.error("a signature needs an `id`, such as worker-stuck")
    }
    let name = try Self.id(id)
    guard let title = fields["title"] ?? fields["message"] else {
      throw value.error("a signature needs a `title`: what it finds, in one line")
    }
    let text = try title.text()
    let severity = try fields["severity"]?.word(Severity.self) ?? .warning
    self.init(
      id: name, title: text, summary: try fields["summary"]?.text() ?? text,
      cause: try fields["cause"]?.text() ?? "", fix: try fields["fix"]?.text() ?? "",
      severity: severity, thresholds: try Self.thresholds(fields, value),
      prior: try Self.prior(fields, else: Self.certainPrior),
      lookAlikes: try Self.texts(fields["lookAlikes"]), sources: try Self.texts(fields["sources"]),
      help: try fields["help"]?.text() ?? "", example: try Self.example(fields["example"]),
      detection: .pattern(try GroupPattern(fields, of: value)))
  }

  /// An id.
  static func id(_ value: Value) throws(ConfigurationError) -> String {
    let id = try value.text()
    guard isKebabCase(id) else {
      throw value.error("an id is written in small letters, digits and hyphens: worker-stuck")
    }
    return id
  }

  /// What it adds where its measure is met, in log-odds.
  static func prior(
    _ fields: Value.Fields, else usual: Double
  ) throws(ConfigurationError) -> Double {
    guard let value = fields["prior"] else { return usual }
    guard let prior = Double(try value.text()), prior >= 0, prior <= 100 else {
      throw value.error("a prior is a number from 0 to 100, in log-odds: 2.65")
    }
    return prior
  }

  /// When it is told: from one goroutine on, where nothing is said.
  static func thresholds(
    _ fields: Value.Fields, _ owner: Value
  ) throws(ConfigurationError) -> Thresholds {
    var thresholds = Thresholds(warning: 1, error: 1)
    if let count = fields["count"] {
      if let other = fields["thresholds"] {
        throw other.error("give either `count` or `thresholds`, not both")
      }
      let number = max(1, try count.number())
      thresholds = Thresholds(warning: number, error: number)
    }
    if let value = fields["thresholds"] {
      thresholds = Thresholds(warning: .max, error: .max)
      try ThresholdChange(value).apply(to: &thresholds)
    }
    if let minutes = fields["minutes"] { thresholds.minutes = try minutes.number() }
    return thresholds
  }

  private static func texts(_ value: Value?) throws(ConfigurationError) -> [String] {
    var texts: [String] = []
    for entry in try value?.entries() ?? [] { texts.append(try entry.text()) }
    return texts
  }

  private static func example(_ value: Value?) throws(ConfigurationError) -> Example {
    let fields = try value?.fields(known: ["stack", "before", "after"]) ?? Value.Fields()
    return Example(
      stack: try fields["stack"]?.text() ?? "", before: try fields["before"]?.text() ?? "",
      after: try fields["after"]?.text() ?? "")
  }

  private static func isKebabCase(_ id: String) -> Bool {
    var last = UInt8(ascii: "-")
    for byte in id.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
      case UInt8(ascii: "-") where last != UInt8(ascii: "-"): break
      default: return false
      }
      last = byte
    }
    return last != UInt8(ascii: "-")
  }
}
