import LeakAnalysis
import Testing

/// A dump with so many places that they are judged side by side.
@Suite struct ManyPlacesTests {
  @Test func `each of thousands of places is judged as it is alone`() throws {
    let places = 0..<5000
    var dump = DumpText()
    for place in places {
      dump.add(Self.goroutine(place), times: 1, minutes: 3...3)
    }
    let findings = try dump.findings().filter { $0.signature == "nil-channel" }
    #expect(findings.compactMap(\.site?.function) == places.map { "main.f\($0)" })
    var alone = DumpText()
    alone.add(Self.goroutine(4711), times: 1, minutes: 3...3)
    let one = try #require(try alone.findings().first)
    #expect(one.site == findings[4711].site)
    #expect(one.evidence == findings[4711].evidence)
    #expect(one.severity == findings[4711].severity)
  }

  private static func goroutine(_ place: Int) -> String {
    """
    goroutine 77 [chan receive (nil chan), 12 minutes]:
    main.f\(place)()
    \t/app/main.go:\(place + 1) +0xfc
    created by main.start in goroutine 70
    \t/app/main.go:24 +0x316
    """
  }
}
