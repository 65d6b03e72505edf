/// Says what an input looks like that holds no dump, so that the person knows what went wrong.
enum ContentGuess {
  /// What is said of a text of which nothing else is known.
  static let otherText = "other text"

  /// A short noun phrase for the first bytes of an input.
  static func describe(_ bytes: Span<UInt8>, length: Int) -> String {
    let (start, _) = bytes.trimmed(from: 0, to: Swift.min(length, 4096))
    let end = Swift.min(length, start + 4096)
    if let picture = magic(bytes) { return picture }
    if bytes.isExecutionTrace { return OtherContent.trace }
    if isMarkup(bytes, start, end) { return "an HTML page, perhaps an error page" }
    if bytes.has("404 page not found", at: start) {
      return "a \"page not found\" response; is net/http/pprof registered there?"
    }
    if bytes.has("Unauthorized", at: start) || bytes.has("Forbidden", at: start) {
      return "a response that asks for a login"
    }
    if bytes.firstIndex(of: "Showing nodes accounting for ", from: start, before: end) < end
      || bytes.firstIndex(of: "-----------+-----------", from: start, before: end) < end
    {
      return "a report of go tool pprof; give the profile itself"
    }
    if bytes.has("heap profile:", at: start) { return OtherContent.profile("heap") }
    if bytes.has("--- contention:", at: start) { return OtherContent.profile("block") }
    if bytes.has("--- mutex:", at: start) { return OtherContent.profile("mutex") }
    if bytes.firstIndex(of: " @ 0x", from: start, before: end) < end
      || bytes.firstIndex(of: " samples/second", from: start, before: end) < end
    {
      return "another kind of profile"
    }
    if bytes.firstIndex(of: "\"MESSAGE\":null", from: start, before: end) < end
      || bytes.firstIndex(of: "\"MESSAGE\" : null", from: start, before: end) < end
    {
      return
        "journald records without messages: journalctl omits messages over 4096 bytes; "
        + "use journalctl --all -o json"
    }
    if bytes.has("{", at: start) || bytes.has("[{", at: start) { return "JSON of another kind" }
    for index in 0..<end where bytes[index] == 0 { return "binary data" }
    return otherText
  }

  /// What an input is called that is never read as text, whatever words stand in it; nil for others.
  static func refusal(_ bytes: Span<UInt8>) -> String? {
    bytes.has("{\\rtf", at: 0) ? magic(bytes) : nil
  }

  private static func magic(_ bytes: Span<UInt8>) -> String? {
    guard bytes.count >= 4 else { return nil }
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0xff, 0xd8, 0xff, _): return "a JPEG image"
    case (0x89, 0x50, 0x4e, 0x47): return "a PNG image"
    case (0x25, 0x50, 0x44, 0x46): return "a PDF document"
    case (0x52, 0x61, 0x72, 0x21): return "a RAR archive; unpack it first"
    case (0x7b, 0x5c, 0x72, 0x74): return "an RTF document; save it as plain text first"
    case (0x7f, 0x45, 0x4c, 0x46): return OtherContent.program
    default: return nil
    }
  }

  private static func isMarkup(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard bytes.has("<", at: start) else { return false }
    return ["<!doctype", "<html", "<!DOCTYPE", "<HTML", "<head", "<?xml", "<body"].contains {
      (tag: StaticString) in bytes.firstIndex(of: tag, from: start, before: end) < end
    }
  }
}
