/// What stands beside dumps in bundles and is known by its first bytes: it is passed over unread.
struct OtherContent {
  /// A short noun phrase with its article.
  let name: String

  static let trace = "an execution trace (go tool trace)"
  static let program = "a program (ELF)"
  static let binary = "binary data"
  /// What kinds of profile are called, by ``ProfileReader``.
  private static let profileEnding = " profile"

  /// Nil where the bytes may be a dump's.
  init?(_ head: Span<UInt8>) {
    guard head.count > 4, !ProfileBytes.isProfile(head), UTF16Decoder(detectedIn: head) == nil
    else { return nil }
    let zeros = head.zeroCount
    if head.isExecutionTrace {
      name = Self.trace
    } else if head.has("\u{7f}ELF", at: 0) {
      name = Self.program
    } else if zeros > head.count / 64 {
      // A log has a stray zero at most: one that was rotated under its writer is sparse at its start.
      guard zeros < head.count || head.count < ByteStream.headSize else { return nil }
      name = Self.binary
    } else {
      return nil
    }
  }

  /// What a profile is called that is not one of goroutines.
  static func profile(_ name: String) -> String { "a \(name)" + profileEnding }

  /// Whether a name is that of something that a program writes beside its dumps.
  static func isKnownKind(_ what: String) -> Bool {
    what == trace || what == program || what.hasSuffix(profileEnding)
  }

  /// What an error says of a member's content.
  static func name(of error: DumpError) -> String {
    switch error {
    case .empty: "an empty file"
    case .notADump(_, let what): what
    case .damaged, .unreadable: "a damaged file"
    case .notFound, .isDirectory, .noDump: "something else"
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether an execution trace begins here: `go 1.27 trace`.
  var isExecutionTrace: Bool {
    guard has("go 1.", at: 0), count > 15 else { return false }
    let end = firstIndex(of: " trace", from: 5, before: 16)
    return end < 16 && has("\0", at: end + 6)
  }

  fileprivate var zeroCount: Int {
    var zeros = 0
    for index in indices where self[index] == 0 { zeros += 1 }
    return zeros
  }
}
