import Foundation
import GoroutineDump
import LeakAnalysis
import Testing

/// What is said of how programs end, with dumps that Go 1.19 and 1.27 printed for each of the ways.
struct CrashTests {
  private static let files: [String: String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/crashes")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return Dictionary(
      uniqueKeysWithValues: names.filter { $0.contains(".go1.") }.map { name in
        (name.components(separatedBy: ".").dropLast(2).joined(separator: "."), name)
      })
  }()

  @Test func `every dump has an expectation`() {
    #expect(Set(Self.files.keys) == Set(CrashExpectation.all.map(\.file)))
  }

  @Test(arguments: CrashExpectation.all)
  func `is told first`(_ expected: CrashExpectation) throws {
    let name = try #require(Self.files[expected.file])
    let report = Report([try DumpText.read(fixture: "crashes/" + name)])
    #expect(CrashExpectation(expected.file, report.findings.first) == expected)
  }

  /// What the texts of the ends say is true of each: none speaks of another's cause.
  @Test(arguments: CrashExpectation.all)
  func `the cause is that of its own signature`(_ expected: CrashExpectation) throws {
    let name = try #require(Self.files[expected.file])
    let finding = try #require(
      Report([try DumpText.read(fixture: "crashes/" + name)]).findings.first)
    let signature = try #require(Catalogue.builtIn.signature(finding.signature))
    guard finding.signature != "test-timed-out" else { return }
    #expect(finding.cause == signature.cause)
    #expect(finding.fix == signature.fix)
    #expect(!finding.cause.contains("not one of a leak"))
  }

  @Test func `goroutine 1 of a deadlock has no creator`() throws {
    let finding = try #require(
      Report([try DumpText.read(fixture: "crashes/deadlock.go1.27.stderr.txt")]).findings.first)
    #expect(finding.createdBy == nil)
  }
}
