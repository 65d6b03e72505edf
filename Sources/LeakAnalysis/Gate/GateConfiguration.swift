public import PCRE2

/// What a gate lets through, and where each value comes from.
public struct GateConfiguration: Sendable {
  /// The least severity of a finding that fails.
  public var failOn = Setting(FailOn.error)
  /// The most goroutines of one dump; nil for no limit.
  public var maxGoroutines = Setting<Int?>(nil)
  /// The most goroutines of one group; nil for no limit.
  public var maxGroup = Setting<Int?>(nil)
  /// The longest wait of a goroutine, in minutes; nil for no limit.
  public var maxWait = Setting<Int?>(nil)
  /// Limits of single groups, which stand above the general ones; the first that matches counts.
  public var groupLimits: [Setting<GroupLimit>] = []

  /// Whether numbers or waits can fail the gate.
  var hasLimits: Bool {
    maxGoroutines.value != nil || maxGroup.value != nil || maxWait.value != nil
      || !groupLimits.isEmpty
  }

  /// The file of accepted groups; nil for none.
  public var baseline = Setting<String?>(nil)
  /// By how many percent a group may exceed the baseline.
  public var tolerance = Setting(Tolerance().percent)
  /// By how many goroutines a group may exceed the baseline, at the least.
  public var toleranceFloor = Setting(Tolerance().floor)
  /// Whether a capture that is not complete may pass.
  public var allowTruncated = Setting(false)

  /// The folder whose files the paths of reports are to name; nil for none.
  public var sourceRoot = Setting<String?>(nil)
  /// What paths of reports lose at the start.
  public var trimPrefixes: [Setting<String>] = []
  /// The reports that are written to files.
  public var reports: [Setting<ReportFile>] = []

  /// What is in force where nobody says anything.
  public init() {}

  /// By how much a group may exceed the baseline.
  public var allowance: Tolerance {
    Tolerance(percent: tolerance.value, floor: toleranceFloor.value)
  }

  /// The least severity of a finding that fails.
  public enum FailOn: String, Sendable, CaseIterable {
    case error, warning, note
    /// Findings are told, but only limits and the baseline fail.
    case never

    func includes(_ severity: Severity) -> Bool {
      switch self {
      case .error: severity >= .error
      case .warning: severity >= .warning
      case .note: true
      case .never: false
      }
    }
  }

  /// A report that is written to a file.
  public struct ReportFile: Sendable, Hashable {
    /// The format's name.
    public var format: String
    /// The file's path.
    public var path: String

    /// A report in a file.
    public init(format: String, path: String) {
      self.format = format
      self.path = path
    }
  }

  /// The limit of the groups that have a function.
  public struct GroupLimit: Sendable {
    /// What a function of the stack must match.
    public var pattern: Pattern
    /// The most goroutines of a group; nil where there is no limit.
    public var maximum: Int?
    /// The longest wait, in minutes; nil where there is no limit.
    public var maxWait: Int?

    /// A limit.
    public init(pattern: Pattern, maximum: Int? = nil, maxWait: Int? = nil) {
      self.pattern = pattern
      self.maximum = maximum
      self.maxWait = maxWait
    }
  }
}

/// A value, and who said it.
public struct Setting<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Who said it.
  public let origin: SettingOrigin

  /// A value; without an origin, the default.
  public init(_ value: Value, from origin: SettingOrigin = .standard) {
    self.value = value
    self.origin = origin
  }
}

/// Who said a value.
public enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
  /// Nobody: it is the default.
  case standard
  /// An option of the command line.
  case flag(String)
  /// A line of a configuration file.
  case file(path: String, line: Int)

  /// `default`, `--max-group`, `.dumpscan.yml:12`.
  public var description: String {
    switch self {
    case .standard: "default"
    case .flag(let name): name
    case .file(let path, let line): "\(path):\(line)"
    }
  }
}
