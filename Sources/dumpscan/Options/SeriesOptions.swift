import ArgumentParser
import GoroutineDump
import LeakAnalysis
import Reporting

/// What the commands that compare dumps have in common.
struct SeriesOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, html, brief }

  @Option(help: ArgumentHelp("Output format.", valueName: "format"))
  var format = Format.text

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the report to this file.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp("Show at most this many groups per list; 0 shows all.", valueName: "n"))
  var top = 10

  @Option(
    help: ArgumentHelp(
      "Time between dumps: 30s, 5m, 1h (default: from profiles, file names or file times).",
      valueName: "time"),
    transform: { try IntervalArgument.seconds($0) })
  var interval: Double?

  @Flag(help: "Exit with 1 if a group grew significantly.")
  var failOnGrowth = false

  @Option(
    help: ArgumentHelp(
      "Ignore groups that grew by less than this (default: 20%).", valueName: "percent"),
    transform: { try PercentArgument.parse($0) })
  var minGrowth = 20

  @Option(
    help: ArgumentHelp(
      "Ignore groups that grew by fewer goroutines (default: from the configuration, or 10).",
      valueName: "n"))
  var minGrowthCount: Int?

  @OptionGroup var terminal: TerminalOptions
  @OptionGroup var redaction: RedactionOptions

  mutating func validate() throws {
    guard top >= 0 else { throw ValidationError("--top must be 0 (all groups) or more") }
    guard minGrowthCount ?? 1 > 0 else {
      throw ValidationError("--min-growth-count must be 1 or more")
    }
  }

  /// When growth counts: as the flags say, or the configuration's `growing-group`.
  func rule(_ catalogue: Catalogue) -> GrowthRule {
    let floor = catalogue.signature(Trend.signature)?.thresholds.warning ?? GrowthRule().floor
    return GrowthRule(percent: minGrowth, floor: minGrowthCount ?? floor)
  }

  /// How the text looks.
  var textOptions: TextOptions { terminal.text(rowLimit: top, isFile: output != nil) }

  /// What the text is shown with; nil for nothing.
  var pager: Pager? { format == .text && output == nil ? terminal.pager : nil }

  /// The goroutine dumps of some files, in their order.
  ///
  /// - Throws: how to end, where a file cannot be read or holds none: a series with a hole tells
  ///   nothing.
  func dumps(of paths: [String]) throws -> [DumpAnalysis] {
    guard paths.count(where: { $0 == "-" }) < 2 else {
      throw ValidationError("standard input can be read only once")
    }
    Interrupt.listen()
    let reading = CaptureReading(paths, threads: 0)
    if let status = reading.status { throw status }
    let dumps = Report(reading.inputs, catalogue: Catalogue([])).dumps
    for dump in dumps where !dump.dump.isGoroutineProfile {
      Message.error(
        "\(Sanitizer.sanitized(dump.name)): expected a goroutine profile, found a \(dump.dump.profile) profile"
      )
      throw ExitStatus.notADump
    }
    for dump in dumps where dump.dump.isTruncated {
      Message.note(
        "\(Sanitizer.sanitized(dump.name)): incomplete; its counts are lower bounds")
    }
    if Set(dumps.map(\.dump.profile)).count > 1 {
      Message.note(
        "comparing different kinds of profile: a goroutineleak profile lists only leaked goroutines"
      )
    }
    return dumps
  }

  /// When the dumps were taken; nil where nothing tells.
  ///
  /// What a profile holds is of the program's own clock; a name may be in any zone, and a file may
  /// have been written long after.
  func times(of dumps: [DumpAnalysis]) -> CaptureTimes? {
    if let interval { return CaptureTimes(count: dumps.count, interval: interval) }
    let profiles = dumps.map(\.dump)
    if let times = CaptureTimes(dumps: profiles) { return times }
    guard profiles.contains(where: { $0.captureTime == nil }) else {
      Message.note(
        "the profiles' timestamps are not in ascending order, so no rate is shown")
      return nil
    }
    let names = dumps.map(\.name)
    if let times = CaptureTimes(names: names) { return times }
    let written = names.compactMap { CaptureFiles.modificationTime(of: $0) }
    guard written.count == dumps.count, let times = CaptureTimes(written, source: .modification)
    else { return nil }
    // Files that were copied or checked out together tell nothing: their times are seconds apart.
    let gaps = zip(times.seconds, times.seconds.dropFirst()).map { $1 - $0 }
    return gaps.allSatisfy { $0 >= 5 } ? times : nil
  }
}

/// `30s`, `5m`, `1h`
enum IntervalArgument {
  static func seconds(_ text: String) throws -> Double {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    if Double(text) != nil {
      throw ValidationError("a time needs a unit: write \(text)s, \(text)m or \(text)h")
    }
    guard let unit = text.last.flatMap({ units[$0] }), let number = Double(text.dropLast()),
      number > 0, number.isFinite
    else { throw ValidationError("expected a time, for example 30s, 5m or 1h") }
    return number * unit
  }
}
