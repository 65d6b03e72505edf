import ParallelWork
import Synchronization
import Testing

/// Values that threads make and one takes.
@Suite struct InOrderTests {
  @Test(arguments: [0, 1, 2, 5000], [1, 2, 7])
  func `values are taken in the order of their positions`(_ count: Int, _ threads: Int) {
    var taken: [Int] = []
    SideBySide.inOrder(count, threads: threads, window: 3) {
      $0 * 2
    } take: {
      taken.append($0)
    }
    #expect(taken == (0..<count).map { $0 * 2 })
  }

  @Test func `no more values wait than the window holds`() {
    let made = Atomic<Int>(0)
    var most = 0
    var taken = 0
    SideBySide.inOrder(300, threads: 4, window: 8) { position in
      made.add(1, ordering: .relaxed)
      return position
    } take: { _ in
      most = max(most, made.load(ordering: .relaxed) - taken)
      taken += 1
    }
    #expect(taken == 300)
    #expect(most <= 8)
  }
}
