public import ArgumentParser
public import LeakAnalysis
import PCRE2

/// The conditions on which a gate fails, as given on the command line.
struct GateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fail on findings of at least this severity: error, warning, note, or never (default: error).",
      valueName: "severity"))
  var failOn: GateConfiguration.FailOn?

  @Option(help: ArgumentHelp("Fail if a dump has more goroutines than this.", valueName: "n"))
  var maxGoroutines: Int?

  @Option(help: ArgumentHelp("Fail if a group has more goroutines than this.", valueName: "n"))
  var maxGroup: Int?

  @Option(
    help: ArgumentHelp(
      "Fail if a goroutine has waited longer than this: 10m, 2h.", valueName: "time"),
    transform: { try WaitArgument.minutes($0) })
  var maxWait: Int?

  @Option(
    help: ArgumentHelp(
      "Per-function group limit; overrides --max-group; repeatable.",
      valueName: "pattern=n"),
    transform: { try GroupLimitArgument.parse($0) })
  var limit: [GateConfiguration.GroupLimit] = []

  @Option(
    help: ArgumentHelp(
      "Fail only on groups that exceed this baseline.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Percentage by which a group may exceed the baseline (default: 20%).", valueName: "percent"),
    transform: { try PercentArgument.parse($0) })
  var tolerance: Int?

  @Option(
    help: ArgumentHelp(
      "Goroutines by which a group may always exceed the baseline (default: 5).", valueName: "n"))
  var toleranceFloor: Int?

  @Flag(
    inversion: .prefixedNo, help: "Accept incomplete captures.")
  var allowTruncated: Bool?

  mutating func validate() throws {
    for (name, value) in [
      ("--max-goroutines", maxGoroutines), ("--max-group", maxGroup),
      ("--tolerance-floor", toleranceFloor),
    ] where value ?? 0 < 0 {
      throw ValidationError("\(name) must be 0 or more")
    }
  }

  /// Puts what the command line says over a configuration.
  func apply(to configuration: inout GateConfiguration) {
    if let failOn { configuration.failOn = Setting(failOn, from: .flag("--fail-on")) }
    if let maxGoroutines {
      configuration.maxGoroutines = Setting(maxGoroutines, from: .flag("--max-goroutines"))
    }
    if let maxGroup { configuration.maxGroup = Setting(maxGroup, from: .flag("--max-group")) }
    if let maxWait { configuration.maxWait = Setting(maxWait, from: .flag("--max-wait")) }
    let limits = limit.map { Setting($0, from: .flag("--limit")) }
    configuration.groupLimits = limits + configuration.groupLimits
    if let baseline { configuration.baseline = Setting(baseline, from: .flag("--baseline")) }
    if let tolerance { configuration.tolerance = Setting(tolerance, from: .flag("--tolerance")) }
    if let toleranceFloor {
      configuration.toleranceFloor = Setting(toleranceFloor, from: .flag("--tolerance-floor"))
    }
    if let allowTruncated {
      configuration.allowTruncated = Setting(
        allowTruncated, from: .flag(allowTruncated ? "--allow-truncated" : "--no-allow-truncated"))
    }
  }
}

extension GateConfiguration.FailOn: ExpressibleByArgument {}

/// `PATTERN=N`: the last `=` counts.
enum GroupLimitArgument {
  static func parse(_ text: String) throws -> GateConfiguration.GroupLimit {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex,
      let number = Int(text[text.index(after: equals)...]), number >= 0
    else {
      throw ValidationError("expected PATTERN=N, for example '^main\\.worker=64'")
    }
    return GateConfiguration.GroupLimit(
      pattern: try Pattern(String(text[..<equals])), maximum: number)
  }
}

/// `20%`, or `20`.
enum PercentArgument {
  static func parse(_ text: String) throws -> Int {
    let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
    guard let number = Int(digits), (0...100_000).contains(number) else {
      throw ValidationError("expected a percentage, for example 20%")
    }
    return number
  }
}
