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
    // Of equal findings the names decide, not the order of the goroutines.
    #expect(findings.compactMap(\.site?.function) == places.map { "main.f\($0)" }.sorted())
    let among = try #require(findings.first { $0.site?.function == "main.f4711" })
    var alone = DumpText()
    alone.add(Self.goroutine(4711), times: 1, minutes: 3...3)
    let one = try #require(try alone.findings().first)
    #expect(one.site == among.site)
    #expect(one.evidence == among.evidence)
    #expect(one.severity == among.severity)
  }

  @Test func `thousands of stacks behind a few locks are as many pile-ups as locks`() throws {
    // Looking for rings and holders compares lines of few functions, not every stack with every other.
    var text = "goroutine 1 [select (no cases)]:\nmain.main()\n\t/app/main.go:30 +0x1d\n"
    for number in 0..<3000 {
      text += """

        goroutine \(number + 10) [sync.Mutex.Lock, 3 minutes]:
        internal/sync.(*Mutex).lockSlow(0xc00000\(number % 3)000)
        \t/go/src/internal/sync/mutex.go:149 +0x15d
        main.(*T\(number % 7)).Count(0x0?)
        \t/app/count.go:\(20 + number) +0x4a
        main.(*U\(number)).Run(0x0?)
        \t/app/run.go:9 +0x4a
        created by main.main in goroutine 1
        \t/app/main.go:24 +0x7b

        """
    }
    let loud = try DumpText.findings(in: text).filter { $0.severity > .note }
    #expect(
      loud.map(Summary.init)
        == Array(repeating: Summary("lock-pile-up", .error, 1000), count: 3))
    // Thousands wait further on, for another one of the locks: whoever of them holds this one, none is
    // more probable than the others, and none is named.
    #expect(loud.allSatisfy { !$0.evidence.contains("held by") && $0.blockedBy.isEmpty })
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
