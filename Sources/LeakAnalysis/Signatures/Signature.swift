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
  /// What the dump shows, in a sentence or two.
  public var summary: String
  /// The likely cause, in one or two sentences.
  public var cause: String
  /// What to change.
  public var fix: String
  /// The worst severity that it reaches.
  public var severity: Severity
  /// From how many goroutines, and how long a wait, it speaks up.
  public var thresholds: Thresholds
  /// Healthy programs that look like it, and how they are told apart.
  public var lookAlikes: [String]
  /// Where the pattern was seen: issue threads (`project#number`), papers.
  public var sources: [String]
  /// Where to read more.
  public var help: String
  /// Code and a stack that show it.
  public var example: Example
  /// How it is recognised.
  public var detection: Detection

  /// A signature.
  public init(
    id: String, title: String, summary: String, cause: String, fix: String, severity: Severity,
    thresholds: Thresholds, lookAlikes: [String], sources: [String], help: String,
    example: Example, detection: Detection
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.cause = cause
    self.fix = fix
    self.severity = severity
    self.thresholds = thresholds
    self.lookAlikes = lookAlikes
    self.sources = sources
    self.help = help
    self.example = example
    self.detection = detection
  }

  /// A stack that shows a signature, and the code behind it, wrong and right.
  public struct Example: Sendable {
    /// A goroutine as `debug=2` prints it.
    public var stack: String
    /// Go code that leaks.
    public var before: String
    /// The same, mended.
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
    /// Groups that match a pattern, judged by the ``Thresholds`` alone.
    case pattern(GroupPattern)
    /// Groups that match a pattern, judged by a rule that weighs more than counts and minutes.
    case judged(GroupPattern, @Sendable (_ candidates: Candidates) -> [Match])
    /// The dump as a whole.
    case analysis(@Sendable (_ inquiry: Inquiry, _ signature: Signature) -> [Match])
    /// Several dumps, by ``Trend``; the text says when it speaks up.
    case series(String)
  }
}

/// From how many goroutines, and how long a wait, a signature speaks up.
public struct Thresholds: Sendable, Hashable {
  /// Goroutines of one place from which it is a note.
  public var note: Int
  /// Goroutines of one place from which it is a warning.
  public var warning: Int
  /// Goroutines of one place from which it is an error.
  public var error: Int
  /// Minutes that half of them must have been waiting for a warning or an error; 0 where the wait
  /// does not matter. Where the dump tells no minutes, only a note is left.
  public var minutes: Int

  /// Thresholds; a `note` of nil stands for the warning's.
  public init(note: Int? = nil, warning: Int, error: Int, minutes: Int = 0) {
    self.note = note ?? warning
    self.warning = warning
    self.error = error
    self.minutes = minutes
  }
}

/// What a signature's rule found: groups, and how bad and how sure it is.
public struct Match: Sendable {
  /// Indices into the dump's groups; the first is the one that the finding is named for.
  public var groups: [Int]
  /// How bad it is.
  public var severity: Severity
  /// How sure it is.
  public var confidence: Confidence
  /// The numbers that speak for it, in one sentence.
  public var evidence: String
  /// Instead of the signature's title.
  public var title: String?
  /// Instead of the signature's cause.
  public var cause: String?
  /// Instead of the signature's fix.
  public var fix: String?
  /// Instead of the site of the first group.
  public var site: Place?
  /// Whether later signatures leave these groups alone; not so where it speaks of the whole dump.
  public var explains: Bool

  /// A match.
  public init(
    groups: [Int], severity: Severity, confidence: Confidence, evidence: String,
    title: String? = nil, cause: String? = nil, fix: String? = nil, site: Place? = nil,
    explains: Bool = true
  ) {
    self.groups = groups
    self.severity = severity
    self.confidence = confidence
    self.evidence = evidence
    self.title = title
    self.cause = cause
    self.fix = fix
    self.site = site
    self.explains = explains
  }
}
