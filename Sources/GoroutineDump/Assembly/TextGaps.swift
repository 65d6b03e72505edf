/// What a text shows of the parts of it that are missing.
struct TextGaps: OptionSet, Sendable {
  let rawValue: UInt8

  /// It begins below the header of a goroutine.
  static let beginsInStack = TextGaps(rawValue: 1)
  /// It ends in the middle of a goroutine.
  static let endsInStack = TextGaps(rawValue: 1 << 1)
  /// The string that it stands in has no end.
  static let openString = TextGaps(rawValue: 1 << 2)
  /// A log says that it left lines out, or a header ends early.
  static let lostLines = TextGaps(rawValue: 1 << 3)
  /// Its author says at its end that the rest was cut.
  static let cutMark = TextGaps(rawValue: 1 << 4)
  /// Below the last goroutine stands the beginning of a line of its stack.
  static let halfFrame = TextGaps(rawValue: 1 << 5)
  /// Nothing stands below the header of the last goroutine.
  static let bareHeader = TextGaps(rawValue: 1 << 6)
  /// The last block of a count profile has fewer frames than its counters tell.
  static let halfBlock = TextGaps(rawValue: 1 << 7)
}
