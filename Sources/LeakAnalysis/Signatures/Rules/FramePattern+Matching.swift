import PCRE2

extension FramePattern {
  /// A built-in regular expression over a function's name as the dump spells it.
  ///
  /// The expressions of the catalogue are compiled by a test, so a mistake never reaches a user.
  static func matching(_ expression: String, ignoringCase: Bool = false) -> FramePattern {
    do {
      return .expression(try Pattern(expression, options: ignoringCase ? [.caseInsensitive] : []))
    } catch {
      preconditionFailure(error.description)
    }
  }
}

extension FramePattern {
  /// The name, where the pattern is one function.
  var functionName: String? {
    if case .function(let name) = self { name } else { nil }
  }
}
