import GoroutineDump
import LeakAnalysis
import Testing

@Suite struct BaselineTests {
  @Test func `it keeps the largest number over the captures`() throws {
    let few = try Capture.analysis(Capture.main + Capture.goroutines(3, "main.work"))
    let many = try Capture.analysis(Capture.main + Capture.goroutines(8, "main.work"))
    let baseline = Baseline(accepting: [few, many, few])
    #expect(baseline.entries.map(\.count) == [1, 8])
    #expect(baseline.entries.map(\.site) == ["main.main", "main.work"])
    #expect(baseline == Baseline(accepting: [many, few]))
  }

  @Test func `a line that moved changes nothing`() throws {
    let old = try Capture.analysis(Capture.goroutines(3, "main.run.func1", line: 22))
    let new = try Capture.analysis(Capture.goroutines(3, "main.run.func7", line: 99))
    #expect(Baseline(accepting: [old]) == Baseline(accepting: [new]))
  }

  @Test(arguments: [
    ("", "is not valid JSON"),
    ("[]", "is not a valid baseline"),
    (#"{"groups": []}"#, #"has no "schema""#),
    (#"{"schema": "dumpscan/1", "groups": []}"#, "has the schema 'dumpscan/1'"),
    (
      #"{"schema": "dumpscan-baseline/1", "groups": [{"fingerprint": "xyz", "count": 1}]}"#,
      "groups[0]: 'xyz' is not a fingerprint"
    ),
    (
      #"{"schema": "dumpscan-baseline/1", "groups": [{"fingerprint": "9f1c2ab34d5e"}]}"#,
      #"has no "count" in groups[0]"#
    ),
    (
      #"{"schema": "dumpscan-baseline/1", "groups": [{"fingerprint": "9f1c2ab34d5e", "count": -1}]}"#,
      "groups[0]: the count is negative: -1"
    ),
  ])
  func `a wrong file is told with its place`(_ text: String, _ message: String) {
    let error = #expect(throws: BaselineError.self) { try Baseline(json: Array(text.utf8)) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `a tolerance is a share and a floor`() {
    let tolerance = Tolerance()
    #expect([0, 1, 25, 100].map(tolerance.limit) == [5, 6, 30, 120])
    #expect(Tolerance(percent: 0, floor: 0).limit(for: 7) == 7)
  }
}
