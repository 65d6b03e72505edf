public import PCRE2

/// A named pattern of leaking or hanging: what it is, how it is recognised, why it happens and what
/// to change.
///
/// Everything that is said of a signature anywhere (`explain`, the tables, rule metadata of other
/// formats) is printed from this value.
public struct Signature: Sendable {
  /// The name in commands and files: `chan-send-no-receiver`.
  public var id: String
  /// What it is, in one line, without capital and full stop.
  public var title: String
  /// The worst severity that it reaches.
  public var severity: Severity
  /// The severity that its findings mostly have, never above the worst: what a reader can expect of one.
  public var usualSeverity: Severity {
    get { min(usual ?? (prior > 0 ? .warning : .note), severity) }
    set { usual = newValue }
  }
  private var usual: Severity?
  /// From how many goroutines, and how long a wait, it is reported.
  public var thresholds: Thresholds
  /// What it adds to the log-odds of a leak where its measure is met in full; 0 of a general
  /// signature, which names what a place waits in and knows no more.
  public var prior: Double
  /// Where to read more.
  public var help: String
  /// How it is recognised.
  public var detection: Detection
  /// What the dump must say of the program's end, of a signature that tells how it ended; empty where any
  /// words will do.
  public var messages: [Pattern]
  private let texts: LazyTexts

  /// What the dump shows, in a sentence or two.
  public var summary: String { texts.value.summary }
  /// The likely cause, in one or two sentences.
  public var cause: String { texts.value.cause }
  /// What to change.
  public var fix: String { texts.value.fix }
  /// Healthy programs that look like it, and how they are told apart.
  public var lookAlikes: [String] { texts.value.lookAlikes }
  /// Where the pattern was seen: issue threads (`project#number`), papers.
  public var sources: [String] { texts.value.sources }
  /// Code and a stack that show it.
  public var example: Example { texts.value.example }

  /// A signature.
  public init(
    id: String, title: String, summary: String, cause: String, fix: String, severity: Severity,
    thresholds: Thresholds, prior: Double = Signature.usualPrior, lookAlikes: [String],
    sources: [String], help: String, example: Example, detection: Detection,
    messages: [Pattern] = []
  ) {
    let texts = SignatureTexts(
      summary: summary, cause: cause, fix: fix, example: example, lookAlikes: lookAlikes,
      sources: sources)
    self.init(
      id: id, title: title, severity: severity, thresholds: thresholds, prior: prior, help: help,
      texts: LazyTexts { texts }, detection: detection, messages: messages)
  }

  init(
    id: String, title: String, severity: Severity, thresholds: Thresholds, prior: Double,
    help: String, texts: LazyTexts, detection: Detection, messages: [Pattern] = []
  ) {
    self.id = id
    self.title = title
    self.severity = severity
    self.thresholds = thresholds
    self.prior = prior
    self.help = help
    self.texts = texts
    self.detection = detection
    self.messages = messages
  }

  /// A stack that shows a signature, and the code behind it, wrong and right.
  public struct Example: Sendable {
    /// A goroutine as `debug=2` prints it.
    public var stack: String
    /// Go code that leaks.
    public var before: String
    /// The same, fixed.
    public var after: String

    /// An example.
    public init(stack: String, before: String, after: String) {
      self.stack = stack
      self.before = before
      self.after = after
    }
  }

  /// How a signature is recognised.
  public enum Detection: Sendable {
    /// Groups that match a pattern.
    case pattern(GroupPattern)
    /// Code that looks at the groups that match a pattern, or at the whole dump where there is none.
    case analysis(GroupPattern?, Analysis)
    /// Several dumps, by ``Trend``.
    case series(Analysis)
  }

  /// The name of the analysis that looks, where a pattern alone does not.
  public var analysis: String? {
    switch detection {
    case .pattern: nil
    case .analysis(_, let analysis), .series(let analysis): analysis.name
    }
  }

  /// What a signature adds that says nothing else: the weight that was fitted for all of them.
  public static let usualPrior = 2.65

  /// What a user's own signature adds: where its thresholds are met, the user has decided.
  public static let certainPrior = 20.0
}

/// From how many goroutines, and how long a wait, a signature is told. They are the user's to set.
public struct Thresholds: Sendable, Hashable {
  /// Goroutines of one place from which it is a note.
  public var note: Int
  /// Goroutines of one place from which it is a warning.
  public var warning: Int
  /// Goroutines of one place from which it is an error.
  public var error: Int
  /// Minutes from which the wait of half of them counts in full; 0 where the signature has no measure
  /// of its own.
  public var minutes: Int

  /// Thresholds; a `note` of nil stands for the warning's.
  public init(note: Int? = nil, warning: Int, error: Int, minutes: Int = 0) {
    self.note = note ?? warning
    self.warning = warning
    self.error = error
    self.minutes = minutes
  }
}

/// What a signature saw in a dump: some goroutines, and how far its own measure is met. How bad and
/// how sure that is, `Verdict` says.
public struct Sighting: Sendable {
  /// Indices into the dump's groups; the first is the one that the finding is named for.
  public var groups: [Int]
  /// The groups of them that are judged; nil where all are.
  public var lead: [Int]?
  /// Whether each place of them is judged, and the most telling one decides: goroutines of one object,
  /// of which a timer wakes some. Else the largest does.
  public var judgesEach: Bool
  /// How far the signature's own measure is met, from 0 to 1.
  public var strength: Double
  /// The number that is held against the thresholds, where it is not that of the goroutines judged.
  public var measure: Int?
  /// What they do: `are parked in a channel send`; empty where the reasons say all.
  public var doing: String
  /// What the signature saw beside the numbers, clause by clause.
  public var reasons: [String]
  /// How sure it is without any judgement, where the dump itself states it; nil where it is judged.
  public var stated: Confidence?
  /// Instead of the signature's title.
  public var title: String?
  /// Instead of the signature's cause.
  public var cause: String?
  /// Instead of the signature's fix.
  public var fix: String?
  /// Instead of the signature's link.
  public var help: String?
  /// Instead of the site of the first group.
  public var site: Place?
  /// Whether ``reasons`` say already who keeps whom waiting.
  public var saysWho = false
  /// Whether other findings leave these groups alone; not so where it speaks of the whole dump.
  public var explains: Bool

  /// A sighting.
  public init(
    groups: [Int], lead: [Int]? = nil, judgesEach: Bool = false, strength: Double = 1,
    measure: Int? = nil,
    doing: String = "are parked here", reasons: [String] = [], stated: Confidence? = nil,
    title: String? = nil, cause: String? = nil, fix: String? = nil, site: Place? = nil,
    explains: Bool = true
  ) {
    self.groups = groups
    self.lead = lead
    self.judgesEach = judgesEach
    self.strength = strength
    self.measure = measure
    self.doing = doing
    self.reasons = reasons
    self.stated = stated
    self.title = title
    self.cause = cause
    self.fix = fix
    self.site = site
    self.explains = explains
  }
}
