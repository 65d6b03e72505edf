/// Chooses the goroutines whose arguments are kept.
///
/// The choice depends on the order of the text alone, never on which thread read it: each parser
/// takes the first few of every sample that IT sees, which always includes the first few of the
/// whole text, and ``Assembly`` keeps just those.
struct DetailSampler {
  /// Goroutines of one sample whose arguments are kept.
  static let perSample = 8
  /// The same for goroutines that wait for locks: who holds what takes more of them to tell.
  static let perLockSample = 64
  /// Goroutines of a dump whose arguments are kept, those that wait for locks not counted.
  static let total = 4096
  /// Those that wait for locks.
  static let totalLocks = 16384

  private var taken: [UInt8] = []
  private var others = 0
  private var locks = 0

  /// Whether the next goroutine of this sample may be taken: a quick test for the hot path.
  @inline(__always)
  func wants(sample: UInt32) -> Bool {
    Int(sample) >= taken.count || taken[Int(sample)] < Self.perLockSample
  }

  /// Takes the goroutine, or not.
  mutating func take(sample: UInt32, isLockWait: Bool) -> Bool {
    while taken.count <= Int(sample) { taken.append(0) }
    let index = Int(sample)
    if isLockWait {
      guard locks < Self.totalLocks else { return close(index) }
      locks += 1
    } else {
      guard taken[index] < Self.perSample, others < Self.total else { return close(index) }
      others += 1
    }
    taken[index] += 1
    return true
  }

  private mutating func close(_ index: Int) -> Bool {
    taken[index] = UInt8(Self.perLockSample)
    return false
  }

  /// Starts over: another dump follows in the same input.
  mutating func reset() { self = DetailSampler() }
}

extension Span where Element == UInt8 {
  /// Whether a state's text is a wait for a lock, in any spelling.
  func isLockState(_ state: Range<Int>) -> Bool {
    has("semacquire", at: state.lowerBound) || has("sync.Mutex.Lock", at: state.lowerBound)
      || has("sync.RWMutex.", at: state.lowerBound)
  }
}
