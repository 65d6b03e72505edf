import GoroutineDump
import LeakAnalysis
import PCRE2

/// Patterns as a file writes them.
enum PatternText {
  /// The keys of a pattern but for its labels, and what stands under each.
  static func fields(_ pattern: GroupPattern) -> [(key: String, values: [String])] {
    [
      ("state", states(pattern)), ("top", pattern.top.map(of)),
      ("anyFrame", pattern.frames.map(of)), ("alsoFrame", pattern.alsoFrames.map(of)),
      ("withoutFrame", pattern.withoutFrames.map(of)), ("creator", pattern.creators.map(of)),
    ]
  }

  /// The states, in the order in which they are known.
  static func states(_ pattern: GroupPattern) -> [String] {
    PatternSyntax.states.filter { pattern.states.contains($0.activity) }.map(\.name)
  }

  static func of(_ frame: FramePattern) -> String {
    switch frame {
    case .function(let name): name
    case .owner(let name), .package(let name): name + ".*"
    case .expression(let pattern): of(pattern)
    }
  }

  static func of(_ pattern: Pattern) -> String {
    // A glob is equal to the glob of its own text, and to no regular expression.
    if (try? Pattern.glob(pattern.source)) == pattern { return pattern.source }
    return "/\(pattern.source)/" + (pattern.options.contains(.caseInsensitive) ? "i" : "")
  }
}
