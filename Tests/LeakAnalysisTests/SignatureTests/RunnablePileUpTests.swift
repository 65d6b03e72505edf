import LeakAnalysis
import Testing

/// Goroutines that wait for nothing but a processor.
struct RunnablePileUpTests {
  private static func dump(ready: Int, waiting: Int = 0) -> String {
    var text = """
      goroutine 1 [running]:
      main.main()
      \t/app/main.go:12 +0x1d


      """
    for id in 0..<ready + waiting {
      text += """
        goroutine \(id * 7 + 10) [\(id < ready ? "runnable" : "select")]:
        main.(*hasher).sum(0xc0000a2000)
        \t/app/hash.go:\(id < ready ? 31 : 50) +0xfc
        created by main.(*server).accept in goroutine 1
        \t/app/server.go:24 +0x316


        """
    }
    return text
  }

  private static func told(_ text: String) throws -> [Finding] {
    try DumpText.findings(in: text).filter { $0.signature == "runnable-pile-up" }
  }

  @Test func `hundreds that are ready are more than the processors take on`() throws {
    let told = try Self.told(Self.dump(ready: 240))
    let finding = try #require(told.first)
    #expect(told.count == 1)
    #expect(finding.severity == .warning && finding.confidence == .medium)
    #expect(finding.site?.function == "main.(*hasher).sum" && finding.site?.line == 31)
    #expect(
      finding.evidence == """
        240 goroutines are ready to run and wait for a CPU; 240 of 241 goroutines; 1 runs at this \
        moment; 240 of them in main.(*hasher).sum (hash.go:31)
        """)
  }

  @Test func `a busy program has some, a large one more`() throws {
    #expect(try Self.told(Self.dump(ready: 199)).isEmpty)
    #expect(try Self.told(Self.dump(ready: 240, waiting: 2200)).isEmpty)
  }
}
