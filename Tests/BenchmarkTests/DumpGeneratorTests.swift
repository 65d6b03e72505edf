import DumpGenerator
import GoroutineDump
import Testing

/// The dumps that are measured with, and what they say of themselves.
struct DumpGeneratorTests {
  private func generator(_ change: (inout DumpGenerator) -> Void = { _ in }) -> DumpGenerator {
    var generator = DumpGenerator()
    generator.size = 200_000
    change(&generator)
    return generator
  }

  private func dump(_ generator: DumpGenerator) -> (bytes: [UInt8], DumpGenerator.Written) {
    var bytes: [UInt8] = []
    let written = generator.write { bytes += $0 }
    return (bytes, written)
  }

  private func lines(_ generator: DumpGenerator, _ count: Int) -> [String] {
    String(decoding: dump(generator).bytes.prefix(4000), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).prefix(count).map(String.init)
  }

  @Test func `a dump begins as a server's does`() {
    #expect(
      lines(generator { $0.labelPercent = 100 }, 5) == [
        "goroutine 1 [running] {path: /api/batch, tenant: t17}:",
        "runtime/pprof.writeGoroutineStacks({0x1b4f3a0, 0xc09b5b101d})",
        "\t/usr/local/go/src/runtime/pprof/pprof.go:764 +0x6a",
        "runtime/pprof.(*Profile).WriteTo(0xc008205109, {0x1b4f3a0, 0xc05ac3637d}, 0x2)",
        "\t/usr/local/go/src/runtime/pprof/pprof.go:396 +0x14b",
      ])
  }

  @Test func `a count profile begins with its total`() {
    #expect(
      lines(generator { $0.format = .debug1 }, 4) == [
        "goroutine profile: total 93303",
        "20001 @ 0x47a9ce 0x458e37 0x63870df 0x7cc0974 0x41c4aad 0x41c1f51",
        "#\t0x63870de\tgithub.com/acme/gateway/internal/report.(*Cache).dispatch+0x4a0\t\t\t"
          + "/home/build/gateway/internal/report/run.go:361",
        "#\t0x7cc0973\tgithub.com/acme/billing/internal/ledger.(*Cache).Send.func1.gowrap1+0x43e\t"
          + "/home/build/billing/internal/ledger/server.go:760",
      ])
  }

  @Test func `a prefix goes on with each line`() {
    #expect(
      lines(generator { $0.hasPrefix = true }, 3) == [
        "2026-05-04T03:12:45.123456789Z goroutine 1 [running]:",
        "2026-05-04T03:12:45.123457789Z "
          + "runtime/pprof.writeGoroutineStacks({0x1b4f3a0, 0xc076cee856})",
        "2026-05-04T03:12:45.123458789Z \t/usr/local/go/src/runtime/pprof/pprof.go:764 +0x6a",
      ])
  }

  @Test(arguments: DumpGenerator.Format.allCases)
  func `one seed gives one dump`(_ format: DumpGenerator.Format) {
    let first = dump(generator { $0.format = format })
    #expect(first == dump(generator { $0.format = format }))
    #expect(
      first.bytes
        != dump(
          generator {
            $0.format = format
            $0.seed = 2
          }
        ).bytes)
  }

  @Test(
    arguments: [(60, 0, false), (1, 0, false), (120, 100, false), (60, 30, true), (2, 0, true)])
  func `a dump is read as it was written`(_ stacks: Int, _ labels: Int, _ prefix: Bool) throws {
    let (bytes, written) = dump(
      generator {
        $0.stacks = stacks
        $0.labelPercent = labels
        $0.hasPrefix = prefix
      })
    #expect(written.bytes == bytes.count)
    #expect(written.stacks == stacks)
    let input = try DumpReader().read(bytes: bytes)
    let read = try #require(input.dumps.first)
    #expect(input.dumps.count == 1)
    #expect(read.format == .debug2)
    #expect(read.problems.isEmpty)
    #expect(!read.isTruncated)
    #expect(read.goroutineCount == written.goroutines)
    #expect(read.symbols.stacks.count == stacks)
    #expect(read.symbols.stacks.allSatisfy { (2...30).contains($0.depth) })
    #expect(read.labelSets.contains { !$0.isEmpty } == (labels > 0))
    #expect(input.wrapping.isEmpty == !prefix)
    let running = read.samples.filter { "\($0.state)" == "running" }
    #expect(running.reduce(0) { $0 + $1.count } == (stacks == 1 ? written.goroutines : 1))
  }

  @Test(arguments: [(1, 0, false), (300, 50, false), (300, 0, true)])
  func `a count profile is read as it was written`(
    _ stacks: Int, _ labels: Int, _ prefix: Bool
  ) throws {
    let (bytes, written) = dump(
      generator {
        $0.format = .debug1
        $0.stacks = stacks
        $0.labelPercent = labels
        $0.hasPrefix = prefix
      })
    #expect(written.bytes == bytes.count)
    let input = try DumpReader().read(bytes: bytes)
    let read = try #require(input.dumps.first)
    #expect(read.format == .debug1)
    #expect(read.problems.isEmpty)
    #expect(read.goroutineCount == written.goroutines)
    #expect(read.declaredTotal == written.goroutines)
    #expect(read.symbols.stacks.count == stacks)
    let states = Set(read.samples.map { "\($0.state)" })
    #expect(!states.contains("unknown"))
    #expect(stacks == 1 || states.contains("chan send"))
    #expect(read.labelSets.contains { !$0.isEmpty } == (labels > 0))
  }

  @Test(arguments: [3000, 20_000, 199_999])
  func `a dump ends at the last goroutine that fits`(_ size: Int) {
    let (bytes, written) = dump(generator { $0.size = size })
    let more = dump(generator { $0.size = size + 5000 })
    #expect(bytes.count <= size)
    #expect(bytes.count > size - 5000)
    #expect(more.bytes.starts(with: bytes))
    #expect(written.stacks == min(60, written.goroutines))
  }

  @Test func `prefixes do not count as size`() {
    let plain = dump(generator()).1
    let prefixed = dump(generator { $0.hasPrefix = true }).1
    #expect(plain.goroutines == prefixed.goroutines)
    #expect(plain.bytes < prefixed.bytes)
  }

  @Test func `no dump has the size at which the runtime cuts`() {
    // Where the last goroutine ends without a limit there, and a limit that is just that.
    for size in [64 << 20, 64 << 20 + 1] {
      let written = generator { $0.size = size }.write { _ in }
      #expect(written.bytes < 64 << 20)
    }
  }
}
