/// A goroutine that may end a wait: what a finding's `blockedBy` lists, the root first.
public struct BlockedBy: Sendable, Hashable {
  /// Its id; 0 in a count profile.
  public var goroutine: UInt64
  /// Its group, as an index into the dump's.
  public var group: Int
  /// Where it is parked, or runs: its site.
  public var site: Place
  /// The frame that suggests it: the method that has the lock, mostly further out than the site.
  public var holder: Place
  /// Its state, as the report names it.
  public var state: String
  /// Minutes that it has been waiting; nil where the dump tells none.
  public var waitMinutes: Int?
  /// What it does, in words that follow on a name: `reads from the network`.
  public var activity: String
  /// How sure it is that it may end the wait.
  public var grade: BlockerGrade
  /// What suggests it, in a few words.
  public var reason: String
  /// How many goroutines wait behind it, directly or not.
  public var behind: Int
  /// Those that wait for it directly, largest first; some of them.
  public var waiting: [Waiting]

  /// `goroutine 88`; of a count profile `a goroutine`.
  public var name: String { goroutine == 0 ? "a goroutine" : "goroutine \(goroutine)" }

  /// Goroutines of one function that wait alike.
  public struct Waiting: Sendable, Hashable {
    /// How many.
    public var count: Int
    /// What they wait in, in Go's words: `RLock`.
    public var operation: String
    /// Where.
    public var site: Place
    /// Minutes that the longest of them has waited; nil where the dump tells none.
    public var waitMinutes: Int?
  }
}
