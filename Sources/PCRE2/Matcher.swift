import CPCRE2

/// Matches one pattern against many texts, one at a time, without allocating for each.
///
/// ```swift
/// var matcher = Matcher(pattern)
/// for name in names where try matcher.matches(name) { … }
/// ```
///
/// It owns the memory that a match writes to and keeps its pattern alive. Use one per thread.
///
/// Safe, since its pointer is private, good for as long as the matcher, and of one owner.
@safe public struct Matcher: ~Copyable {
  /// What is matched.
  public let pattern: Pattern

  private let data: OpaquePointer

  /// Makes a matcher, in some 30 ns; a match of a name then takes 30 to 80 ns by JIT.
  public init(_ pattern: Pattern) {
    self.pattern = pattern
    // The code lives as long as `pattern`; the match data is sized by it and is ours alone.
    guard let data = unsafe pcre2_match_data_create_from_pattern_8(pattern.code.code, nil) else {
      fatalError("out of memory for matching a pattern")
    }
    unsafe self.data = data
  }

  deinit {
    // Created in `init`, never handed out.
    unsafe pcre2_match_data_free_8(data)
  }

  /// Whether the pattern matches anywhere in `bytes`, which are UTF-8 by intent, not by promise.
  ///
  /// - Throws: ``PatternError/limitExceeded(source:limit:)`` when the match costs too much.
  public mutating func matches(_ bytes: RawSpan) throws(PatternError) -> Bool {
    var status = attempt(bytes, flags: 0)
    if status == PCRE2_ERROR_JIT_STACKLIMIT {
      // The JIT has a small stack of its own; the interpreter has the heap, up to its limit.
      status = attempt(bytes, flags: PCRE2_NO_JIT)
    }
    if status >= 0 { return true }
    if status == PCRE2_ERROR_NOMATCH { return false }
    throw error(status)
  }

  /// The leftmost match in `bytes`, with its captures, as offsets into `bytes`.
  ///
  /// - Throws: ``PatternError/limitExceeded(source:limit:)`` when the match costs too much.
  public mutating func firstMatch(in bytes: RawSpan) throws(PatternError) -> Match? {
    guard try matches(bytes) else { return nil }
    let count = Int(unsafe pcre2_get_ovector_count_8(data))
    // PCRE2 keeps `count` pairs of offsets in the match data, all set by the match that succeeded.
    guard count > 0, let offsets = unsafe pcre2_get_ovector_pointer_8(data) else { return nil }
    func range(_ group: Int) -> Range<Int>? {
      let (start, end) = unsafe (offsets[2 * group], offsets[2 * group + 1])
      // A group that took no part is marked PCRE2_UNSET, the largest `size_t`, as `Int` -1.
      guard start >= 0, end >= 0 else { return nil }
      // Where an old PCRE2 allows \K in a lookahead, a match can begin after its end.
      return min(start, end)..<end
    }
    guard let whole = range(0) else { return nil }
    return Match(range: whole, captures: (1..<count).map(range))
  }

  /// One call of PCRE2: its status, not negative for a match.
  mutating func attempt(_ bytes: RawSpan, flags: UInt32) -> Int32 {
    // PCRE2 reads the bytes during the call only; the match data does remember their address, but
    // nothing here asks for substrings, which alone would use it.
    unsafe bytes.withUnsafeBytes { buffer in
      let subject = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return unsafe pcre2_match_8(
        pattern.code.code, subject ?? emptySubject, buffer.count, 0, flags, data,
        pattern.code.context)
    }
  }

  private func error(_ status: Int32) -> PatternError {
    let source = pattern.source
    return switch status {
    case PCRE2_ERROR_MATCHLIMIT:
      .limitExceeded(source: source, limit: .steps(Int(Limits.steps)))
    case PCRE2_ERROR_DEPTHLIMIT:
      .limitExceeded(source: source, limit: .depth(Int(Limits.depth)))
    case PCRE2_ERROR_HEAPLIMIT:
      .limitExceeded(source: source, limit: .heap(kibibytes: Int(Limits.heapKiB)))
    default:
      .failed(source: source, code: Int(status), message: pcre2Message(status))
    }
  }
}

/// Where a pattern matched, in byte offsets.
public struct Match: Sendable, Hashable {
  /// The whole match.
  public let range: Range<Int>

  /// The groups in the order of their opening parentheses, the first at index 0; nil where a group
  /// took no part.
  public let captures: [Range<Int>?]
}
