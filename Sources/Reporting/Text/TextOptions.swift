/// How a text report looks.
public struct TextOptions: Sendable {
  /// Columns of the terminal, or of the page.
  public var width: Int
  /// Whether to use the colours of ANSI terminals.
  public var usesColor: Bool
  /// Whether bars, ellipses and dots may be others than ASCII's.
  public var usesUnicode: Bool
  /// How many rows of each dump's table to show; 0 is all.
  public var rowLimit: Int
  /// Whether the table shows the whole stacks of each row.
  public var showsStacks: Bool
  /// Whether files are hyperlinks (OSC 8), for terminals that know them.
  public var usesHyperlinks: Bool

  /// The narrowest page that is laid out; a narrower terminal wraps it itself.
  static let narrowest = 40
  /// Sentences are not set wider than this: longer lines are hard to follow.
  static let sentenceWidth = 100

  /// A page of some width.
  public init(
    width: Int = 80, usesColor: Bool = false, usesUnicode: Bool = true, rowLimit: Int = 10,
    showsStacks: Bool = false, usesHyperlinks: Bool = false
  ) {
    self.width = Swift.max(width, Self.narrowest)
    self.usesColor = usesColor
    self.usesUnicode = usesUnicode
    self.rowLimit = rowLimit
    self.showsStacks = showsStacks
    self.usesHyperlinks = usesHyperlinks
  }

  /// What stands between the ends of a range.
  var dash: String { usesUnicode ? "–" : "-" }

  /// What stands where something was left out.
  var ellipsis: String { usesUnicode ? "…" : "..." }
}
