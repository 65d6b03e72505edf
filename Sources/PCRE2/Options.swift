import CPCRE2

extension Pattern {
  /// How a pattern is read and where it may match.
  public struct Options: OptionSet, Sendable, Hashable {
    /// The bits; of no meaning outside this module.
    public let rawValue: UInt8

    /// Makes options of their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Letters match in either case, by Unicode's simple folding.
    public static let caseInsensitive = Options(rawValue: 1 << 0)
    /// The source is plain text, no character of it is special.
    public static let literal = Options(rawValue: 1 << 1)
    /// A match must begin where the text begins.
    public static let anchored = Options(rawValue: 1 << 2)
    /// A match must end where the text ends; with ``anchored`` it is the whole text.
    public static let endAnchored = Options(rawValue: 1 << 3)
    /// `^` and `$` also match at the lines of a text. Not together with ``literal``.
    public static let multiline = Options(rawValue: 1 << 4)
    /// `.` also matches a newline. Not together with ``literal``.
    public static let dotMatchesNewline = Options(rawValue: 1 << 5)
    /// It is matched rarely: making machine code of it would take longer than all its matches.
    public static let interpreted = Options(rawValue: 1 << 6)

    var compileFlags: UInt32 {
      var flags: UInt32 = 0
      if contains(.caseInsensitive) { flags |= PCRE2_CASELESS }
      if contains(.literal) { flags |= PCRE2_LITERAL }
      if contains(.anchored) { flags |= PCRE2_ANCHORED }
      if contains(.endAnchored) { flags |= PCRE2_ENDANCHORED }
      if contains(.multiline) { flags |= PCRE2_MULTILINE }
      if contains(.dotMatchesNewline) { flags |= PCRE2_DOTALL }
      return flags
    }
  }

  /// What the source of a pattern is written in.
  enum Syntax: Hashable {
    case regularExpression
    case glob

    var compileFlags: UInt32 {
      switch self {
      // Characters, not bytes: a Go identifier may be `Größe`, where `.` must be one letter, folding
      // must know `ö`, and no capture may begin inside a letter. A dump may hold any bytes in a
      // file name, so the invalid ones must not be an error: with MATCH_INVALID_UTF no item matches
      // them and a match never spans them, as if the text were cut there. With JIT it costs no more
      // than bytes do: 34 ns a name either way.
      case .regularExpression: PCRE2_UTF | PCRE2_MATCH_INVALID_UTF
      // Bytes: `*` has to run over invalid ones, or `a*b` would miss a name that it plainly fits.
      // UTF-8 is self-synchronizing, so literal text cannot match inside a character.
      case .glob: PCRE2_DOTALL | PCRE2_ANCHORED | PCRE2_ENDANCHORED
      }
    }
  }
}
