import PCRE2

/// Why a list of known groups cannot be read: one sentence with the line.
public struct KnownBenignError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public let description: String
}

/// Findings of a fleet that somebody has looked at and that are none: they are not ranked.
///
/// ```text
/// # SERVICE  SIGNATURE              SITE
/// pay        chan-send-no-receiver  main.(*hub).run
/// search-*   *                      example.com/pool.(*Pool).worker
/// ```
///
/// `*` stands for any run of characters; all else, `?` too, is itself.
public struct KnownBenign: Sendable {
  /// A line: three globs.
  private struct Entry: Sendable {
    var service: Pattern
    var signature: Pattern
    var site: Pattern
  }

  private var entries: [Entry] = []

  /// A list without entries.
  public init() {}

  /// Reads the text of a list.
  ///
  /// - Throws: ``KnownBenignError`` where a line has not three words.
  public init(_ text: String) throws(KnownBenignError) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      guard words.count == 3 else {
        throw KnownBenignError(
          description: "line \(number + 1): expected SERVICE SIGNATURE SITE, found \(words.count) "
            + (words.count == 1 ? "word" : "words"))
      }
      do throws(PatternError) {
        entries.append(
          Entry(
            service: try Self.pattern(words[0]), signature: try Self.pattern(words[1]),
            site: try Self.pattern(words[2])))
      } catch {
        throw KnownBenignError(description: "line \(number + 1): \(error)")
      }
    }
  }

  /// A question mark is itself here: `LIKE`, by which engines of SQL read the same list, has no other
  /// way to say so that both forms share.
  private static func pattern(_ glob: String) throws(PatternError) -> Pattern {
    try Pattern(
      "^"
        + glob.split(separator: "*", omittingEmptySubsequences: false)
        .map { Pattern.escaped(String($0)) }.joined(separator: ".*") + "$")
  }

  /// Whether a finding is on the list.
  public func contains(service: String, signature: String, site: String) -> Bool {
    entries.contains { entry in
      // A pattern of stars alone cannot cost much: names are short.
      (try? entry.service.matches(service)) == true
        && (try? entry.signature.matches(signature)) == true
        && (try? entry.site.matches(site)) == true
    }
  }
}
