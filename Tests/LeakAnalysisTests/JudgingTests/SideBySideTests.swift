import Testing

@testable import LeakAnalysis
import ParallelWork

@Suite struct SideBySideTests {
  @Test(arguments: [0, 1, 511, 512, 517, 10_000])
  func `what is made side by side is in the order of the list`(_ count: Int) {
    let list = Array(0..<count)
    let odd = SideBySide.compactMap(list) { $0 % 2 == 1 ? "\($0)" : nil }
    #expect(odd == list.compactMap { $0 % 2 == 1 ? "\($0)" : nil })
  }

  @Test(arguments: [false, true])
  func `two values are both made`(_ isLarge: Bool) {
    let made = SideBySide.both(if: isLarge, { 1 }, { "two" })
    #expect(made == (1, "two"))
  }

  @Test(arguments: [1, 2, 7], [0, 1, 5, 1000])
  func `what some threads make is in the order of the list`(_ threads: Int, _ count: Int) {
    let made = SideBySide.map(Array(0..<count), threads: threads) { $0 * 3 }
    #expect(made == (0..<count).map { $0 * 3 })
  }
}
