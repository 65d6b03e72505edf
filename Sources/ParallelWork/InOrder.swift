public import Dispatch
public import Synchronization

extension SideBySide {
  /// What some threads have worked out and nobody has taken yet.
  @usableFromInline struct Waiting<Value: Sendable>: Sendable {
    @usableFromInline var next = 0
    @usableFromInline var values: [Int: Value] = [:]
    @usableFromInline init() {}

    /// The next position to work on; nil where all have been given out.
    @usableFromInline mutating func position(below count: Int) -> Int? {
      guard next < count else { return nil }
      next += 1
      return next - 1
    }
  }

  /// Works out a value for each position up to a count on some threads, and hands the values on one by
  /// one, in order, on the calling thread.
  ///
  /// At most `window` values are worked on or wait for an earlier one, so that memory does not grow
  /// with the count.
  @inlinable
  public static func inOrder<Value: Sendable>(
    _ count: Int, threads: Int, window: Int = 1024, _ make: @Sendable (Int) -> Value,
    take: (Value) -> Void
  ) {
    guard threads > 1, count > 1 else {
      for position in 0..<count { take(make(position)) }
      return
    }
    let waiting = Result<Waiting<Value>>()
    waiting.value.withLock { $0 = Waiting() }
    let room = DispatchSemaphore(value: Swift.max(window, threads))
    let ready = DispatchSemaphore(value: 0)
    let group = DispatchGroup()
    withoutActuallyEscaping(make) { make in
      for number in 0..<Swift.min(threads, count) {
        // A queue each: what a thread waits for may need one of the global queue's.
        DispatchQueue(label: "in-order-\(number)").async(group: group) {
          while true {
            room.wait()
            guard let position = waiting.value.withLock({ $0?.position(below: count) }) else {
              room.signal()
              return
            }
            let value = make(position)
            waiting.value.withLock { $0?.values[position] = value }
            ready.signal()
          }
        }
      }
      for position in 0..<count {
        var value = waiting.value.withLock { $0?.values.removeValue(forKey: position) }
        while value == nil {
          ready.wait()
          value = waiting.value.withLock { $0?.values.removeValue(forKey: position) }
        }
        if let value { take(value) }
        room.signal()
      }
      group.wait()
    }
  }
}
