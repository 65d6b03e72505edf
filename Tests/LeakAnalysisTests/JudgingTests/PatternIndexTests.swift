import GoroutineDump
import PCRE2
import Testing

@testable import LeakAnalysis

/// Patterns of frames are found by a function's name, its receiver or its package.
struct PatternIndexTests {
  private func index(_ patterns: [FramePattern]) -> PatternIndex {
    var catalogue = Catalogue([])
    catalogue.expectations = [Expectation(GroupPattern(frames: patterns), name: "test")]
    return PatternIndex(catalogue)
  }

  private static let patterns: [FramePattern] = [
    .function("main.serve"), .owner("example.com/pay.(*pool)"), .package("example.com/pay"),
    .package("example.com/pay/store"),
  ]

  @Test(arguments: [
    ("main.serve", [0]), ("main.serve2", []), ("main.server", []),
    ("example.com/pay.(*pool).run", [1, 2]), ("example.com/pay.(*pools).run", [2]),
    ("example.com/pay.run", [2]), ("example.com/pay/api.run", [2]),
    ("example.com/pay/store.run", [3, 2]), ("example.com/pay/store/disk.run", [3, 2]),
    ("example.com/payment.run", []), ("example.com/other.run", []),
    // As they are spelled by a compiler: closures, type arguments, vendored copies.
    ("example.com/pay.(*pool).run.func1", [1, 2]),
    ("github.com/a/b/vendor/example.com/pay.run", [2]), ("example.com/pay.run[...]", [2]),
  ])
  func `the patterns that a function matches`(_ function: String, _ numbers: [Int]) {
    #expect(index(Self.patterns).patterns(of: function) == numbers)
  }

  @Test(arguments: [
    ("main", true), ("mainly", false), ("example.com/pay", true),
    ("example.com/pay/store/disk", true),
    ("example.com", false), ("example.com/payment", false), ("net/http", false),
  ])
  func `the packages in which a function can match`(_ package: String, _ can: Bool) {
    #expect(index(Self.patterns).canMatch(package: package) == can)
  }

  @Test func `a pattern that stands twice has one number`() {
    let index = index([.function("main.a"), .function("main.b"), .function("main.a")])
    #expect(index.count == 2)
    #expect(index.number(of: .function("main.a")) == 0)
    #expect(index.number(of: .function("main.b")) == 1)
    #expect(index.number(of: .function("main.c")) == nil)
  }

  @Test func `an empty catalogue matches nothing`() {
    let index = index([])
    #expect(index.count == 0)
    #expect(!index.canMatch(package: "main"))
    #expect(index.patterns(of: "main.main") == [])
  }

  @Test func `sets with more than 64 patterns`() {
    let first = PatternSet([0, 63], of: 130)
    #expect(first.words == [1 << 63 | 1, 0, 0])
    #expect(PatternSet([64, 129], of: 130).words == [0, 1, 2])
    #expect(first.hasAny(of: PatternSet([63, 64], of: 130)))
    #expect(!first.hasAny(of: PatternSet([1, 62, 64, 129], of: 130)))
  }

  @Test func `regular expressions and names in the stacks of a dump`() throws {
    let text = """
      goroutine 1 [select, 5 minutes]:
      main.serve()
      \t/src/main.go:3 +0x1

      goroutine 2 [select, 5 minutes]:
      example.com/pay/store.(*disk).flushLoop()
      \t/src/disk.go:3 +0x1

      goroutine 3 [select, 5 minutes]:
      main.other()
      \t/src/main.go:9 +0x1

      """
    let dump = try DumpReader(threads: 1).read(bytes: Array(text.utf8)).dumps[0]
    let analysis = DumpAnalysis(dump, name: "dump.txt")
    let index = index([.function("main.serve"), .expression(try Pattern("[fF]lush.*$"))])
    let functions = FunctionPatterns(dump.symbols, analysis.census, index)
    let sets = functions.stackSets(analysis)
    func groups(_ number: Int) -> [String] {
      let wanted = PatternSet([number], of: index.count)
      let isWanted = sets.sets { $0.hasAny(of: wanted) }
      return analysis.groups.indices.filter { isWanted[sets.set(of: $0)] }.compactMap {
        analysis.groups[$0].site.map { dump.symbols.function(of: $0) }
      }
    }
    #expect(groups(0) == ["main.serve"])
    #expect(groups(1) == ["example.com/pay/store.(*disk).flushLoop"])
    #expect(functions.gaveUp == [:])
  }
}
