import LeakAnalysis
import PCRE2

/// Patterns as a file writes them.
enum PatternText {
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
