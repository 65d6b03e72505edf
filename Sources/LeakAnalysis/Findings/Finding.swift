/// How bad a finding is for the program.
public enum Severity: String, Sendable, CaseIterable, Comparable {
  /// Worth knowing; a healthy program can look so.
  case note
  /// Probably wrong.
  case warning
  /// Wrong, or a lot.
  case error

  /// `note` is less than `warning`, which is less than `error`.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// How sure a finding is.
public enum Confidence: String, Sendable, CaseIterable, Comparable {
  case low, medium, high
  /// It cannot be otherwise: the runtime says so, or the operation can never end.
  case proven

  /// `low` is less than `medium`, and so on.
  public static func < (a: Confidence, b: Confidence) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    case .proven: 3
    }
  }
}

/// A signature that matched some groups of a dump.
public struct Finding: Sendable {
  /// The signature's id.
  public var signature: String
  /// The dump, as an index into the report's.
  public var dump: Int
  /// How bad it is.
  public var severity: Severity
  /// How sure it is.
  public var confidence: Confidence
  /// The probability that it is a leak or a hang, from 0 to 1; 1 of what is proved or stated by the dump.
  public var probability = 1.0
  /// What the probability follows from; nil of what is proved, or stated by the dump.
  public var ledger: Ledger?
  /// How many goroutines it speaks of.
  public var count: Int
  /// The groups of exactly these goroutines, as indices into the dump's, largest first.
  public var groups: [Int]
  /// The group whose stack shows what it is, where that is not the largest; nil where it is.
  public var telling: Int?
  /// How long the goroutines have been waiting, where the dump tells.
  public var wait: WaitSummary?
  /// The place a person must look at.
  public var site: Place?
  /// Where the program's own code calls the library that ``site`` is in; nil where it is the program's
  /// itself, or no such frame is on the stack.
  public var calledFrom: Place?
  /// The place that started the goroutines, where the dump tells.
  public var createdBy: Place?
  /// What was found, in one line, without capital and full stop.
  public var title: String
  /// The numbers that speak for it, in one sentence.
  public var evidence: String
  /// The same for a reader who has the count and the wait beside it; empty where that is no shorter.
  public var observations = ""
  /// How to get a dump that could change the verdict; empty where no dump could.
  public var advice = ""
  /// The likely cause, in one or two sentences.
  public var cause: String
  /// What to change.
  public var fix: String
  /// Where to read more.
  public var help: String
  /// Who may end the wait of these goroutines, the root first; empty where nobody is known to.
  public var blockedBy: [BlockedBy] = []
  /// Who waits for whom in the incident that it heads; nil of a consequence, and where nobody is known
  /// to keep another one waiting.
  public var waits: WaitMap?
  /// Its position among the findings of the report.
  public var number = 0
  /// The position of the finding that this one is a consequence of; nil where it is none.
  public var consequenceOf: Int?
  /// The owners of the file, as CODEOWNERS names them; empty where there are none.
  public var owners: [String] = []
  /// The lines of the program, where its source is at hand.
  public var source: SourceExcerpt?
}

extension Finding {
  /// The group whose stack is shown beside the finding; nil for a finding without any.
  public var shownGroup: Int? { telling ?? groups.first }
}

extension Place {
  /// Whether it lies neither in Go's library nor where the Go tools put modules.
  public var isOfProgram: Bool {
    !StandardLibrary.contains(function) && !NameFacts.isModule(file)
  }
}

/// A place in a program, as a dump spells it.
public struct Place: Sendable, Hashable {
  /// The function.
  public var function: String
  /// The file; empty where the dump does not say.
  public var file: String
  /// The line; 0 where the dump does not say.
  public var line: Int

  /// A place.
  public init(function: String, file: String, line: Int) {
    self.function = function
    self.file = file
    self.line = line
  }

  /// The last element of the file's path.
  public var fileName: Substring { Self.fileName(of: file) }

  /// `app.(*Stopper).Stop (stop.go:127)`; the function alone where the dump does not say the file.
  public var text: String { file.isEmpty ? function : "\(function) (\(fileName):\(line))" }

  /// The last element of a path, of Windows too.
  static func fileName(of path: String) -> Substring {
    let end = path.utf8.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    return end.map { path[path.index(after: $0)...] } ?? path[...]
  }
}
