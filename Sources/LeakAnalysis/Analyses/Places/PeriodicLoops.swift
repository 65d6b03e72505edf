import GoroutineDump

extension Analysis {
  /// Loops over a ticker, by the name of the function.
  static let periodicLoops = Analysis("periodic-loops") { candidates in
    let context = candidates.context
    let functions = context.analysis.dump.symbols.functions
    return candidates.places(ofAtLeast: candidates.signature.thresholds.note).compactMap { groups in
      // Of 100,000 names, few have such a word anywhere.
      guard let site = context.analysis.groups[groups[0]].site,
        functions.withUTF8(at: Int(site.function), mayBePeriodic),
        isPeriodic(context.siteMethod(groups[0]))
      else { return nil }
      return Sighting(groups: groups, strength: 0, doing: "run a periodic loop")
    }
  }

  /// Whether a function does its work again and again, by its name.
  private static func isPeriodic(_ function: String) -> Bool {
    let name = Array(function.utf8)
    return mayBePeriodic(name.span)
  }

  /// Whether one of the words stands in a name, in letters of any case.
  private static func mayBePeriodic(_ name: Span<UInt8>) -> Bool {
    for start in name.indices where periodicLetters.contains(name[start] | 0x20) {
      for word in periodicWords where start + word.count <= name.count {
        var length = 0
        // In lower case; of what is no letter it makes nothing that stands in the words.
        while length < word.count, name[start + length] | 0x20 == word[length] { length += 1 }
        if length == word.count { return true }
      }
    }
    return false
  }

  private static let periodicWords = [
    "flush", "tick", "reap", "janitor", "sweep", "refresh", "poll", "heartbeat", "cleanup", "evict",
  ].map { Array($0.utf8) }
  private static let periodicLetters = Set(periodicWords.compactMap(\.first))
}
