public import Dispatch
public import Synchronization

/// Work on a large dump that more than one processor can do at once. What comes out is the same, in
/// the same order, however many there are.
public enum SideBySide {
  /// How many values of a microsecond or more are worth waking other threads for, which takes
  /// some ten.
  @usableFromInline static var fewest: Int { 512 }
  /// Into how many pieces a list is cut: more than there are processors mostly, since the first
  /// places of a dump are the largest and take the longest.
  @usableFromInline static var pieces: Int { 16 }

  /// Works out two values that do not need each other; one after the other where it is not worth
  /// waking a thread.
  @inlinable
  public static func both<One: Sendable, Other: Sendable>(
    if isLarge: Bool, _ one: @Sendable () -> One, _ other: @Sendable () -> Other
  ) -> (One, Other) {
    guard isLarge else { return (one(), other()) }
    let result = Result<Other>()
    let value = withoutActuallyEscaping(other) { other in
      // Not `concurrentPerform`: what that calls may not use it again, or works on one thread alone.
      let group = DispatchGroup()
      DispatchQueue.global().async(group: group) { result.value.withLock { $0 = other() } }
      let value = one()
      group.wait()
      return value
    }
    guard let otherValue = result.value.withLock({ $0 }) else {
      preconditionFailure("the group was waited for")
    }
    return (value, otherValue)
  }

  /// The values that are made of the elements of a list, in its order, by at most so many threads:
  /// each takes the next element as it comes free. For elements that take far more than a microsecond,
  /// and not the same time each.
  @inlinable
  public static func map<Element: Sendable, Value: Sendable>(
    _ list: [Element], threads: Int, _ transform: @Sendable (Element) -> Value
  ) -> [Value] {
    guard threads > 1, list.count > 1 else { return list.map(transform) }
    let next = Atomic<Int>(0)
    let found = Mutex([Value?](repeating: nil, count: list.count))
    DispatchQueue.concurrentPerform(iterations: Swift.min(threads, list.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < list.count else { return }
        let value = transform(list[index])
        found.withLock { $0[index] = value }
      }
    }
    return found.withLock { values in values.compactMap { $0 } }
  }

  /// What another thread has worked out.
  @usableFromInline final class Result<Value: Sendable>: Sendable {
    @usableFromInline let value = Mutex<Value?>(nil)
    @usableFromInline init() {}
  }

  /// The values that are made of the elements of a list, in its order.
  @inlinable
  public static func map<List: RandomAccessCollection & Sendable, Value: Sendable>(
    _ list: List, _ transform: @Sendable (List.Element) -> Value
  ) -> [Value] {
    compactMap(list) { transform($0) }
  }

  /// The values other than nil that are made of the elements of a list, in its order. Where each takes
  /// far more than a microsecond, the work is heavy and a few are worth waking other threads for.
  @inlinable
  public static func compactMap<List: RandomAccessCollection & Sendable, Value: Sendable>(
    _ list: List, isHeavy: Bool = false, _ transform: @Sendable (List.Element) -> Value?
  ) -> [Value] {
    guard list.count >= (isHeavy ? 2 : fewest) else { return list.compactMap(transform) }
    let size = (list.count + pieces - 1) / pieces
    let found = Mutex([[Value]](repeating: [], count: pieces))
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      let values = list.dropFirst(piece * size).prefix(size).compactMap(transform)
      found.withLock { $0[piece] = values }
    }
    return found.withLock { pieces in
      // Not `joined()`, which does not know its length: growing copies what is there again and again.
      var all: [Value] = []
      all.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
      for piece in pieces.indices {
        all += pieces[piece]
        pieces[piece] = []
      }
      return all
    }
  }
}
