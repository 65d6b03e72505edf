import GoroutineDump

/// How sure it is that a goroutine may end a wait.
public enum BlockerGrade: String, Sendable, CaseIterable, Comparable {
  /// A candidate, by its package or type alone.
  case possible
  /// By a method of the same object, or of the type and the ages.
  case likely
  /// The addresses say so, or the goroutine's own stack.
  case certain

  /// `possible` is less than `likely`, and so on.
  public static func < (a: BlockerGrade, b: BlockerGrade) -> Bool { a.rank < b.rank }

  /// What stands before a verb: `probably `; empty of what is certain.
  public var adverb: String {
    switch self {
    case .certain: ""
    case .likely: "probably "
    case .possible: "possibly "
    }
  }

  private var rank: Int {
    switch self {
    case .possible: 0
    case .likely: 1
    case .certain: 2
    }
  }
}

/// A goroutine that may end a wait, and what suggests it.
struct Blocker: Sendable {
  /// Why it may be the one.
  enum Ground: Sendable, Equatable {
    /// It is inside a call of the function in which others wait, and past the line.
    case past(Frame)
    /// It is inside another method of the type.
    case method
    /// It carries the lock's address.
    case carries
    /// It is the only one of the package that has hung as long.
    case package
    /// It is one of those that wait, of whom each may have what another one waits for: nobody else is seen.
    case fellow
    /// It has a connection of a pool, as the words say.
    case connection(String)
    /// It was started by the function given, in which one waits: by that goroutine, or another.
    case child(UInt32)
  }

  /// How its wait compares with the longest of those behind it.
  enum Age: Sendable { case longer, same, shorter, unknown }

  var group: Int
  /// Its position; nil in a count profile.
  var row: Int?
  /// The frame that suggests it.
  var frame: Frame
  var ground: Ground
  /// Whether addresses show that it works on the same object.
  var isSameObject: Bool
  /// Whether it waits for that very thing itself.
  var isNested: Bool
  var age: Age
  var grade: BlockerGrade

  /// Whether it is beyond the line at which others wait.
  var isPast: Bool { if case .past = ground { true } else { false } }
}
