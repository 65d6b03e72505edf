/// Who waits for which lock, and who may hold it: for a picture, or for a reader of one's own.
public struct LockGraph: Sendable {
  /// A lock that somebody waits for.
  public struct Lock: Sendable {
    /// The lock's address, or that of the receiver it lies in; 0 where the dump prints none, and
    /// then the place of the wait stands for the lock.
    public let address: UInt64
    /// The groups that wait, as indices into the dump's, largest first.
    public let groups: [Int]
    /// How many goroutines wait.
    public let waiters: Int
    /// Goroutines that may hold it.
    public let holders: [Holder]
  }

  /// A goroutine that carries the lock's address, or its receiver's, in a frame of the program, and
  /// does not wait for it: it may hold the lock, no dump can prove that it does.
  public struct Holder: Sendable {
    /// The goroutine's id.
    public let goroutine: UInt64
    /// Its group, as an index into the dump's.
    public let group: Int
    /// The frame that carries the address.
    public let place: Place
  }

  /// The locks, the most contended first.
  public let locks: [Lock]

  /// Looks at all goroutines of a dump that wait for locks.
  public init(_ analysis: DumpAnalysis) {
    let waits = LockWaits(AnalysisContext(analysis, PatternIndex(Catalogue([]))))
    locks = waits.locks.map { lock in
      Lock(
        address: lock.address, groups: lock.groups, waiters: lock.waiters,
        holders: waits.possibleHolders(of: lock).map {
          Holder(goroutine: $0.id, group: $0.group, place: $0.frame)
        })
    }
  }
}
