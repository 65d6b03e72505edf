import GoroutineDump
import Testing

@testable import LeakAnalysis

/// The largest place of a dump, the main goroutine aside, as indicators see it: with no signature that knows it.
enum MeasuredPlace {
  /// A dump, and the signatures that ask of it.
  static func context(_ text: String, _ signatures: [Signature] = []) throws -> AnalysisContext {
    let dump = try DumpReader(threads: 1).read(bytes: Array(text.utf8)).dumps[0]
    return AnalysisContext(
      DumpAnalysis(dump, name: "dump.txt"), PatternIndex(Catalogue(signatures)))
  }

  static func facts(_ text: String) throws -> PlaceFacts {
    let context = try context(text)
    let places = ParkedPlace.all(of: context.analysis, context.kinds)
    let place = try #require(
      places.first { context.analysis.place($0.site).function != "main.main" })
    return PlaceFacts(place, context, DumpFacts(context, places))
  }

  static func facts(_ build: (inout DumpText) -> Void) throws -> PlaceFacts {
    var dump = DumpText()
    build(&dump)
    return try facts(dump.whole)
  }

  /// A goroutine that a function has started, with a frame of its own above others.
  static func goroutine(
    _ state: String = "chan receive", in function: String = "main.(*job).wait.func1",
    on object: String = "", by creator: String = "main.(*job).wait", file: String = "/app/job.go",
    below frames: String = ""
  ) -> String {
    """
    goroutine 77 [\(state)]:
    \(function)(\(object))
    \t\(file):31 +0x4d
    \(frames)created by \(creator) in goroutine 70
    \t\(file):24 +0x7b
    """
  }

  /// A signature that sees the groups in some functions as one thing.
  static func signature(
    _ id: String = "test", prior: Double = 0, minutes: Int = 0, severity: Severity = .error,
    seeing sighting: @escaping @Sendable ([Int]) -> Sighting, in functions: Set<String>
  ) throws -> Signature {
    var signature = try #require(Catalogue.builtIn.signatures.first)
    signature.id = id
    signature.prior = prior
    signature.severity = severity
    signature.thresholds = Thresholds(note: 1, warning: 1, error: 1, minutes: minutes)
    signature.detection = .analysis(
      nil,
      Analysis("test") { candidates in
        let context = candidates.context
        let groups = context.analysis.groups.indices.filter { group in
          context.site(of: group).map { functions.contains($0.function) } ?? false
        }
        return [sighting(groups)]
      })
    return signature
  }

  /// So many ids, evenly from one number to another.
  static func ids(_ count: Int, from first: Int = 0, to last: Int = 100_000) -> [Int] {
    (0..<count).map { first + (last - first) * (2 * $0 + 1) / (2 * count) }
  }

  /// Creators with ids that no goroutine has: each has another one, and all have ended.
  static let gone = (1...5000).map { 100_000_000 + $0 }
}

/// Tests that measure a place beside others.
protocol PlaceMeasuring {}

extension PlaceMeasuring {
  /// A place whose creators are gone, and others that main has started, each a goroutine and its ids.
  func facts(
    of stack: String = MeasuredPlace.goroutine(), ids: [Int] = MeasuredPlace.ids(60),
    minutes: [Int] = [0], _ others: (String, [Int])...
  ) throws -> PlaceFacts {
    try MeasuredPlace.facts {
      $0.add(stack, ids: ids, minutes: minutes, creators: MeasuredPlace.gone)
      for (other, ids) in others { $0.add(other, ids: ids, creators: [1]) }
    }
  }
}

extension PlaceFacts {
  /// An indicator's answer, with two digits; as if a signature knew the place, where `known` says how well.
  func answer(_ indicator: Indicator, known: Double = 0) -> Double {
    var facts = self
    facts.known = known
    return (indicator.answer(facts) * 100).rounded() / 100
  }

  /// An indicator's answer in words.
  func words(_ indicator: Indicator) -> String { indicator.words(self) }
}
