extension Pattern {
  /// Compiles a glob: `*` is any run of characters, dots and slashes included, `?` is one character,
  /// all else is itself, since Go's names hold brackets and parentheses: `net/http.(*Conn).*`. It
  /// matches a whole text, never a part.
  ///
  /// There is no escape: the star of a Go pointer is a run of characters too, which does no harm,
  /// as it matches the star that is there. The time to match is at most the product of the
  /// lengths of text and glob.
  ///
  /// - Throws: ``PatternError/invalid(source:offset:message:)`` when the glob is too large for PCRE2.
  public static func glob(_ glob: String) throws(PatternError) -> Pattern {
    try Pattern(glob, options: [], syntax: .glob, expression: expression(ofGlob: glob))
  }

  /// One character as bytes: a UTF-8 sequence, or else a single stray byte.
  private static let oneCharacter =
    #"(?>[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|.)"#

  static func expression(ofGlob glob: String) -> String {
    var segments = [""]
    // `*?` is `?*`: with the star last, each `?` begins where a character does, never inside one.
    var starIsDue = false
    for scalar in glob.unicodeScalars {
      switch scalar {
      case "*":
        starIsDue = true
      case "?":
        segments[segments.count - 1] += oneCharacter
      default:
        if starIsDue { segments.append("") }
        starIsDue = false
        segments[segments.count - 1] += escaped(String(scalar))
      }
    }
    if starIsDue { segments.append("") }

    var expression = segments[0]
    guard segments.count > 1 else { return expression }
    // The earliest place of a segment is as good as any later one, so it need not be tried again:
    // the atomic group keeps `*a*b*c*` from exponential time. Only the last must reach the end.
    for segment in segments[1..<(segments.count - 1)] {
      expression += "(?>.*?\(segment))"
    }
    return expression + ".*" + segments[segments.count - 1]
  }
}
