import Foundation
import LeakAnalysis
import SignatureFiles
import Testing

/// The catalogue as text, and back.
struct WritingTests {
  @Test func `what is written as YAML reads as the same signatures`() throws {
    let written = SignatureFiles.yaml(Catalogue.builtIn.signatures)
    let read = try SignatureFile.signatures(yaml: written, file: "built-in.yml")
    let patterned = Catalogue.builtIn.signatures.filter { $0.detection.pattern != nil }
    #expect(read.map(\.id) == patterned.map(\.id))
    for (a, b) in zip(read, patterned) {
      #expect(a.detection.pattern == b.detection.pattern, "\(a.id)")
      #expect(a.title == b.title && a.summary == b.summary && a.cause == b.cause && a.fix == b.fix)
      #expect(a.severity == b.severity && a.thresholds == b.thresholds, "\(a.id)")
      #expect(a.prior == b.prior, "\(a.id)")
      #expect(a.lookAlikes == b.lookAlikes && a.sources == b.sources && a.help == b.help)
      #expect(a.example.stack == b.example.stack, "\(a.id)")
      #expect(a.example.before == b.example.before && a.example.after == b.example.after)
    }
    #expect(SignatureFiles.yaml(read) == SignatureFiles.yaml(read))
  }

  @Test func `the table has a row for each`() {
    let lines = SignatureFiles.markdownTable(Catalogue.builtIn.signatures).split(separator: "\n")
    #expect(lines.count == Catalogue.builtIn.signatures.count + 2)
    #expect(lines.allSatisfy { $0.hasPrefix("| ") && $0.hasSuffix(" |") })
    #expect(
      lines.contains(
        "| `nil-channel` | error | goroutines blocked forever on a nil channel | none: `select {}` "
          + "is another state |"))
  }

  @Test func `the JSON is a list of objects`() throws {
    let text = try SignatureFiles.json(Catalogue.builtIn.signatures)
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
    #expect(value?.count == Catalogue.builtIn.signatures.count)
    #expect(value?.allSatisfy { $0["id"] is String && $0["example"] is [String: Any] } == true)
  }

  @Test func `an explanation has all that is known, in lines of eighty characters`() throws {
    let signature = try #require(Catalogue.builtIn.signature("sql-open-per-call"))
    let text = SignatureFiles.explain(signature)
    #expect(text.hasPrefix("sql-open-per-call (error)\ndatabase pools opened repeatedly"))
    for part in [
      "\nWhy it happens\n  `sql.Open` is called", "\nWhat to change\n",
      "\nAn example\n    goroutine 77",
      "\nLeaks\n    func orders(", "\nFixed\n",
      "\nHealthy look-alikes\n  - one to three databases",
      "\nSeen in\n", "\nRead more: https://pkg.go.dev/database/sql#Open\n",
      "warning from 10, error from 100; below",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let prose = text.split(separator: "\n").filter { !$0.hasPrefix("    ") }
    #expect(prose.allSatisfy { $0.count <= 80 })
  }
}
