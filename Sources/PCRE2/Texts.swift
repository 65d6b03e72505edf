/// The kinds of text that matching takes, each brought down to its bytes; nothing is copied.
extension Matcher {
  /// Whether the pattern matches anywhere in `bytes`; as ``matches(_:)-(RawSpan)``.
  public mutating func matches(_ bytes: Span<UInt8>) throws(PatternError) -> Bool {
    // "Unsafe" as a type may have padding; `UInt8` has none.
    try matches(unsafe bytes.bytes)
  }

  /// Whether the pattern matches anywhere in `text`; as ``matches(_:)-(RawSpan)``.
  public mutating func matches(_ text: UTF8Span) throws(PatternError) -> Bool {
    try matches(text.span)
  }

  /// Whether the pattern matches anywhere in `text`; as ``matches(_:)-(RawSpan)``.
  public mutating func matches(_ text: String) throws(PatternError) -> Bool {
    try matches(text.utf8.span)
  }

  /// Whether the pattern matches anywhere in `text`; as ``matches(_:)-(RawSpan)``.
  public mutating func matches(_ text: Substring) throws(PatternError) -> Bool {
    try matches(text.utf8.span)
  }

  /// The leftmost match in `bytes`; as ``firstMatch(in:)-(RawSpan)``.
  public mutating func firstMatch(in bytes: Span<UInt8>) throws(PatternError) -> Match? {
    // "Unsafe" as a type may have padding; `UInt8` has none.
    try firstMatch(in: unsafe bytes.bytes)
  }

  /// The leftmost match in `text`, as offsets into its UTF-8; as ``firstMatch(in:)-(RawSpan)``.
  public mutating func firstMatch(in text: String) throws(PatternError) -> Match? {
    try firstMatch(in: text.utf8.span)
  }
}

/// The same without a matcher; each call makes one, which doubles the time of a short text.
extension Pattern {
  /// Whether the pattern matches anywhere in `bytes`, which need not be valid UTF-8.
  ///
  /// - Throws: ``PatternError/limitExceeded(source:limit:)`` when the match costs too much.
  public func matches(_ bytes: RawSpan) throws(PatternError) -> Bool {
    var matcher = Matcher(self)
    return try matcher.matches(bytes)
  }

  /// Whether the pattern matches anywhere in `bytes`; as ``matches(_:)-(RawSpan)``.
  public func matches(_ bytes: Span<UInt8>) throws(PatternError) -> Bool {
    // "Unsafe" as a type may have padding; `UInt8` has none.
    try matches(unsafe bytes.bytes)
  }

  /// Whether the pattern matches anywhere in `text`; as ``matches(_:)-(RawSpan)``.
  public func matches(_ text: UTF8Span) throws(PatternError) -> Bool {
    try matches(text.span)
  }

  /// Whether the pattern matches anywhere in `text`; as ``matches(_:)-(RawSpan)``.
  public func matches(_ text: String) throws(PatternError) -> Bool {
    try matches(text.utf8.span)
  }

  /// Whether the pattern matches anywhere in `text`; as ``matches(_:)-(RawSpan)``.
  public func matches(_ text: Substring) throws(PatternError) -> Bool {
    try matches(text.utf8.span)
  }

  /// The leftmost match in `bytes`, with its captures, as offsets into `bytes`.
  ///
  /// - Throws: ``PatternError/limitExceeded(source:limit:)`` when the match costs too much.
  public func firstMatch(in bytes: RawSpan) throws(PatternError) -> Match? {
    var matcher = Matcher(self)
    return try matcher.firstMatch(in: bytes)
  }

  /// The leftmost match in `bytes`; as ``firstMatch(in:)-(RawSpan)``.
  public func firstMatch(in bytes: Span<UInt8>) throws(PatternError) -> Match? {
    // "Unsafe" as a type may have padding; `UInt8` has none.
    try firstMatch(in: unsafe bytes.bytes)
  }

  /// The leftmost match in `text`, as offsets into its UTF-8; as ``firstMatch(in:)-(RawSpan)``.
  public func firstMatch(in text: String) throws(PatternError) -> Match? {
    try firstMatch(in: text.utf8.span)
  }
}
