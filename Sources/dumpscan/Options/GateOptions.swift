public import ArgumentParser
public import LeakAnalysis
import PCRE2

/// What a gate fails on, as the command line says it.
struct GateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fail on findings this bad or worse: error, warning, note, never (default: error).",
      valueName: "severity"))
  var failOn: GateConfiguration.FailOn?

  @Option(help: ArgumentHelp("Fail on more goroutines in one dump.", valueName: "n"))
  var maxGoroutines: Int?

  @Option(help: ArgumentHelp("Fail on more goroutines in one group.", valueName: "n"))
  var maxGroup: Int?

  @Option(
    help: ArgumentHelp("Fail on goroutines that wait longer: 10m, 2h.", valueName: "time"),
    transform: { try WaitArgument.minutes($0) })
  var maxWait: Int?

  @Option(
    help: ArgumentHelp(
      "A limit of the groups that have such a function; stands above --max-group. Repeatable.",
      valueName: "pattern=n"),
    transform: { try GroupLimitArgument.parse($0) })
  var limit: [GateConfiguration.GroupLimit] = []

  @Option(
    help: ArgumentHelp(
      "Fail only on what exceeds this file of accepted groups.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "How far a group may exceed the baseline (default: 20%).", valueName: "percent"),
    transform: { try PercentArgument.parse($0) })
  var tolerance: Int?

  @Option(
    help: ArgumentHelp(
      "By how many goroutines a group may always exceed it (default: 5).", valueName: "n"))
  var toleranceFloor: Int?

  @Flag(
    inversion: .prefixedNo, help: "Let a capture pass that is not complete.")
  var allowTruncated: Bool?

  mutating func validate() throws {
    for (name, value) in [
      ("--max-goroutines", maxGoroutines), ("--max-group", maxGroup),
      ("--tolerance-floor", toleranceFloor),
    ] where value ?? 0 < 0 {
      throw ValidationError("\(name) must be 0 or more.")
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
      throw ValidationError("write a limit as PATTERN=N, such as '^main\\.worker=64'")
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
      throw ValidationError("write a tolerance as 20%")
    }
    return number
  }
}
