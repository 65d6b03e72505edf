public import GoroutineDump

/// One row of a fleet's map: a capture, or a group of goroutines of one capture that matters.
///
/// Groups matter that a finding speaks of, and others of ten goroutines or more: those of the day
/// before tell whether a finding is new.
public struct FleetRow: Sendable, Equatable {
  /// What is known of a group.
  public struct Group: Sendable, Equatable {
    /// Names what the goroutines do, see ``LeakAnalysis/Fingerprint``.
    public var fingerprint: Fingerprint
    /// How many.
    public var count: Int
    /// What they do.
    public var state: String
    /// How the state is known.
    public var stateSource: StateSource
    /// How many of them the runtime has proved leaked.
    public var leaked = 0
    /// How long they wait; nil where the dump does not tell.
    public var wait: WaitSummary?
    /// The smallest and the largest id; nil where the dump tells none.
    public var ids: ClosedRange<UInt64>?
    /// How many goroutines created them; nil where the dump does not name creators by id.
    public var creators: Int?
    /// How many of the creators are not in the dump; nil as above.
    public var creatorsGone: Int?
    /// The place a person must look at: the finding's, where one speaks of them; its function is empty
    /// for goroutines without frames.
    public var site: Place
    /// The function that started them; nil where the dump does not tell.
    public var createdBy: String?
    /// The profiler labels that all of them have.
    public var labels: [Label] = []
    /// The worst finding that speaks of them; nil for none.
    public var finding: Finding?
  }

  /// What a finding says of a group.
  public struct Finding: Sendable, Equatable {
    /// The signature's id.
    public var signature: String
    /// How bad it is.
    public var severity: Severity
    /// How sure it is.
    public var confidence: Confidence
    /// The probability of a leak or a hang, from 0 to 1.
    public var probability: Double
    /// The owners of the file, as CODEOWNERS names them; nil for none.
    public var owner: String?
  }

  /// Which program, and when.
  public var origin: CaptureOrigin
  /// The capture's path; different for each capture of a fleet.
  public var capture: String
  /// The form of the dump; nil of a capture that could not be read.
  public var format: Dump.Format?
  /// Whether the end (or a part) of the capture is missing; nil of one that could not be read.
  public var isTruncated: Bool?
  /// How many goroutines the dump shows; nil of one that could not be read.
  public var goroutines: Int?
  /// Why the capture could not be read; nil where it was.
  public var problem: String?
  /// The group; nil in the row of a capture.
  public var group: Group?

  /// The row of a capture that could not be read.
  public init(failed capture: String, origin: CaptureOrigin, problem: String) {
    self.capture = capture
    self.origin = origin
    self.problem = problem
  }

  init(_ analysis: DumpAnalysis, origin: CaptureOrigin, group: Group? = nil) {
    capture = analysis.name
    self.origin = origin
    format = analysis.dump.format
    isTruncated = analysis.dump.isTruncated
    goroutines = analysis.dump.goroutineCount
    self.group = group
  }

  init(
    origin: CaptureOrigin, capture: String, format: Dump.Format?, isTruncated: Bool?,
    goroutines: Int?, problem: String?, group: Group?
  ) {
    self.origin = origin
    self.capture = capture
    self.format = format
    self.isTruncated = isTruncated
    self.goroutines = goroutines
    self.problem = problem
    self.group = group
  }
}
