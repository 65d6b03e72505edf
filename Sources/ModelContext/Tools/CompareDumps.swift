import GoroutineDump
import LeakAnalysis
import Reporting

/// What changed from dump to dump.
struct CompareDumps: Tool {
  let captures: CaptureReader
  let catalogue: Catalogue
  let isRedacted: Bool

  let name = "compare_dumps"
  let title = "Compare goroutine dumps"
  let description = """
    Compares two or more dumps of one program in chronological order and returns which groups of \
    goroutines are new, grew, shrank or ended, how fast, and whether they are the same goroutines. \
    Growth that persists is the strongest sign of a leak, so use it whenever there is more than one \
    dump of a program. Groups are compared by fingerprint, so builds and formats may differ. \
    \(Trust.note)
    """
  let parameters: [Parameter] = [
    .paths(
      least: 1,
      "Paths of the dumps in chronological order; one path only if the file contains several dumps"),
    Parameter(
      name: "interval", kind: .text,
      description: "Time between two dumps with its unit, for rates per minute; by default it is "
        + "taken from the profiles or the file names", examples: ["30s", "5m", "1h"]),
    .top,
  ]
  let output = Schema.answer(
    facts: [
      "hasGrowth": .bool("Whether a group grew significantly"),
      "unchanged": .integer("Groups that did not change, which are not listed"),
    ],
    optionalFacts: ["minutes": .number("Minutes from the first dump to the last, if known")],
    lists: [
      "dumps": .list(DumpData.schema, "What was compared, in order"),
      "groups": .list(
        .object(
          "A group that changed",
          required: [
            "fingerprint": .string("Its fingerprint, for show_group"),
            "change": .word(
              Comparison.Change.allCases.map(\.rawValue) + Trend.Course.allCases.map(\.rawValue),
              "What became of it"),
            "counts": .list(.integer("Goroutines"), "Goroutines in each dump"),
            "growth": .integer("Goroutines more in the last dump than in the first"),
            "isGrowth": .bool("Whether that is significant"), "state": .string("Its state"),
          ],
          optional: [
            "perMinute": .number("Goroutines more per minute"),
            "same": .integer("Goroutines that are the same ones in both of two dumps"),
            "waitMinutes": DumpData.waitSchema, "site": DumpData.placeSchema,
            "createdBy": DumpData.placeSchema,
          ]),
        "The groups that changed, the one that grew most first; at most 'top' that grew and 'top' that "
          + "shrank"),
    ])

  func answer(_ arguments: Arguments, _ call: Call) throws(ToolFailure) -> ToolAnswer {
    let interval = try arguments.text("interval").map(Self.seconds)
    let reading = try captures.read(arguments.texts("paths"), for: call)
    let dumps = Report(reading.inputs, catalogue: Catalogue([])).dumps
    if call.isCancelled { throw .cancelled }
    guard dumps.count > 1 else {
      throw ToolFailure("expected at least two dumps; 1 was found")
    }
    for dump in dumps where !dump.dump.isGoroutineProfile {
      throw ToolFailure(
        "\(Excerpt.of(dump.name)): expected a goroutine profile, found a "
          + "\(Excerpt.of(dump.dump.profile)) profile")
    }
    let times = Self.times(dumps, interval)
    let floor = catalogue.signature(Trend.signature)?.thresholds.warning ?? GrowthRule().floor
    let rule = GrowthRule(floor: floor)
    let options = Analysis.text(rowLimit: arguments.whole("top") ?? 10)
    let redact = isRedacted
    guard dumps.count == 2 else {
      let trend = Trend(dumps, times: times, rule: rule, catalogue: catalogue)
      return Self.answer(redact ? trend.redacted() : trend, options, reading.notes)
    }
    let comparison = Comparison(
      dumps[0], dumps[1], minutes: times?.minutes, rule: rule, catalogue: catalogue)
    return Self.answer(redact ? comparison.redacted() : comparison, options, reading.notes)
  }

  private static func seconds(_ text: String) throws(ToolFailure) -> Double {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Double(text.dropLast()),
      number > 0, number.isFinite
    else {
      throw ToolFailure("interval: expected a time, for example 30s, 5m or 1h")
    }
    return number * unit
  }

  /// When the dumps were taken: as the call says, or as the profiles or the files' names do.
  private static func times(_ dumps: [DumpAnalysis], _ interval: Double?) -> CaptureTimes? {
    if let interval { return CaptureTimes(count: dumps.count, interval: interval) }
    return CaptureTimes(dumps: dumps.map(\.dump)) ?? CaptureTimes(names: dumps.map(\.name))
  }

  private static func answer(
    _ comparison: Comparison, _ options: TextOptions, _ notes: [String]
  ) -> ToolAnswer {
    let changed = comparison.entries.filter { $0.change != .steady }
    let (grown, shrunk) = (changed.filter { $0.growth > 0 }, changed.filter { $0.growth < 0 })
    let shown = grown.prefix(options.rowLimit) + shrunk.suffix(options.rowLimit)
    let groups = shown.map { entry in
      group(
        entry.member, entry.change.rawValue, [entry.before, entry.after],
        isGrowth: entry.isGrowth, rate: comparison.rate(of: entry.growth), same: entry.stayed)
    }
    return ToolAnswer(
      text: CollectedText.of(notes: notes + comparison.problems) { output in
        DiffText(comparison, options: options).write(to: output)
      },
      facts: facts(
        hasGrowth: comparison.hasGrowth, unchanged: comparison.entries.count - changed.count,
        minutes: comparison.minutes),
      lists: [
        DumpData.list([comparison.before.analysis, comparison.after.analysis]),
        .init("groups", groups),
      ])
  }

  private static func answer(
    _ trend: Trend, _ options: TextOptions, _ notes: [String]
  ) -> ToolAnswer {
    let grown = Set(trend.findings.flatMap(\.groups))
    let changed = trend.series.filter { $0.course != .steady }
    let groups = changed.prefix(options.rowLimit).map { series in
      group(
        series.member, series.course.rawValue, series.counts,
        isGrowth: series.course == .growing && series.member.groups.contains(where: grown.contains),
        rate: series.ratePerMinute, same: nil)
    }
    return ToolAnswer(
      text: CollectedText.of(notes: notes + trend.problems) { output in
        TrendText(trend, options: options).write(to: output)
      },
      facts: facts(
        hasGrowth: !trend.findings.isEmpty, unchanged: trend.series.count - changed.count,
        minutes: trend.times?.minutes),
      lists: [DumpData.list(trend.populations.map(\.analysis)), .init("groups", groups)])
  }

  private static func facts(
    hasGrowth: Bool, unchanged: Int, minutes: Double?
  ) -> [JSON.Member] {
    [.init("hasGrowth", .bool(hasGrowth)), .init("unchanged", .integer(unchanged))]
      + (minutes.map { [.init("minutes", DumpData.number($0))] } ?? [])
  }

  private static func group(
    _ member: Population.Member, _ change: String, _ counts: [Int], isGrowth: Bool,
    rate: Double?, same: Int?
  ) -> JSON {
    .record([
      "fingerprint": .string(member.fingerprint.description), "change": .string(change),
      "counts": .array(counts.map { .integer($0) }),
      "growth": .integer((counts.last ?? 0) - (counts.first ?? 0)), "isGrowth": .bool(isGrowth),
      "state": Excerpt.json(member.state.name), "perMinute": rate.map(DumpData.number),
      "same": same.map { .integer($0) }, "waitMinutes": DumpData.wait(member.wait),
      "site": DumpData.place(member.site), "createdBy": DumpData.place(member.creator),
    ])
  }
}
