import GoroutineDump
import LeakAnalysis
import Reporting

/// What was read, and the parts that every answer about a dump has in common, as data.
enum DumpData {
  static let schema = Schema.shared("dump")
  static let form = Schema.object(
    "A dump that was read",
    required: [
      "path": .string("Its path, with #2 from the second dump of a file on"),
      "format": .word(Dump.Format.allCases.map(\.rawValue), "Its form"),
      "profile": .string("The profile's name"),
      "goroutines": .integer("Goroutines in the dump"),
      "truncated": .bool("Whether the capture is incomplete; then every count is a lower bound"),
    ],
    optional: ["failure": .string("Why the program ended, if the dump contains it")])

  static func list(_ dumps: [DumpAnalysis]) -> ToolAnswer.List {
    ToolAnswer.List(
      "dumps",
      dumps.map { analysis in
        .record([
          "path": Excerpt.json(analysis.name), "format": .string(analysis.dump.format.rawValue),
          "profile": Excerpt.json(analysis.dump.profile),
          "goroutines": .integer(analysis.dump.goroutineCount),
          "truncated": .bool(analysis.dump.isTruncated),
          "failure": analysis.dump.failure.map { Excerpt.json($0.message) },
        ])
      })
  }

  static let dumpSchema = Schema.integer("The dump, as an index into dumps")

  static let placeSchema = Schema.shared("place")
  static let placeForm = Schema.object(
    "A place in the program",
    required: ["function": .string("The function")],
    optional: ["file": .string("The file"), "line": .integer("The line")])

  static func place(_ place: Place?) -> JSON? {
    guard let place else { return nil }
    return .record([
      "function": Excerpt.json(place.function),
      "file": place.file.isEmpty ? nil : Excerpt.json(place.file),
      "line": place.line > 0 ? .integer(place.line) : nil,
    ])
  }

  static let waitSchema = Schema.shared("wait")
  static let waitForm = Schema.object(
    "How long the goroutines have been waiting, in minutes; 0 is less than one",
    required: [
      "min": .integer("The shortest wait"), "median": .integer("The median"),
      "max": .integer("The longest wait"),
    ])

  static func wait(_ wait: WaitSummary?) -> JSON? {
    guard let wait else { return nil }
    return [
      "min": .integer(wait.min), "median": .integer(wait.median), "max": .integer(wait.max),
    ]
  }

  /// A number that need not be whole, to three places.
  static func number(_ number: Double) -> JSON { .number((number * 1000).rounded() / 1000) }
}
