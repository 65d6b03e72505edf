import Foundation
import LeakAnalysis
import Testing

/// A dump of `Fixtures/labelled`, and what must be said of it.
struct LabelledDump: Sendable, CustomTestStringConvertible {
  let name: String
  /// The function at which most of the leaked goroutines wait; nil for a healthy program.
  let place: String?

  var testDescription: String { name }

  static let all: [LabelledDump] = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let table = tests.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/labelled/expected.tsv")
    let lines = (try? String(contentsOf: table, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.dropFirst().map { line in
      let fields = line.split(separator: "\t").map(String.init)
      return LabelledDump(name: fields[0], place: fields.count > 2 ? fields[2] : nil)
    }
  }()
}

/// The score of the project's own labelled set: what leaks is found, and nothing else.
struct LabelledSetTests {
  @Test func `the set has leaking and healthy programs`() {
    #expect(LabelledDump.all.count { $0.place != nil } == 22)
    #expect(LabelledDump.all.count { $0.place == nil } == 24)
  }

  @Test(arguments: LabelledDump.all)
  func `what leaks is a warning or worse, and nothing else is`(_ dump: LabelledDump) throws {
    let input = try DumpText.read(fixture: "labelled/\(dump.name)")
    let loud = Report([input]).findings.filter { $0.severity > .note }
    let places = loud.compactMap { $0.site?.function }
    if let place = dump.place {
      #expect(places.contains(place), "\(loud.map(Summary.init)) at \(places)")
    } else {
      #expect(places.isEmpty, "\(loud.map(Summary.init)) at \(places)")
    }
  }
}
