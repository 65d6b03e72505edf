/// A compiled regular expression as a value: cheap to copy, comparable, safe to use from any thread.
///
/// ```swift
/// let pattern = try Pattern(#"^net/http\.\(\*persistConn\)\.(read|write)Loop$"#)
/// try pattern.matches("net/http.(*persistConn).readLoop")  // true
/// ```
///
/// The syntax is PCRE2's. The code is compiled once, by the JIT where the processor has one, and
/// shared by all copies. For many texts in a row make a ``Matcher``, which keeps its scratch memory.
///
/// Two patterns are equal when they were written alike: same source, same options, both regular
/// expressions or both globs.
public struct Pattern: Sendable, Hashable, CustomStringConvertible {
  /// The pattern as it was written; for a glob, the glob.
  public let source: String

  /// The options that the pattern was compiled with.
  public let options: Options

  let syntax: Syntax
  let code: CompiledCode

  /// Compiles a regular expression.
  ///
  /// - Throws: ``PatternError/invalid(source:offset:message:)`` with PCRE2's own words.
  public init(_ source: String, options: Options = []) throws(PatternError) {
    try self.init(source, options: options, syntax: .regularExpression, expression: source)
  }

  /// - Parameter expression: what PCRE2 compiles in the place of `source`, which people see.
  init(
    _ source: String, options: Options, syntax: Syntax, expression: String
  ) throws(PatternError) {
    self.source = source
    self.options = options
    self.syntax = syntax
    code = try CompiledCode(
      expression, flags: syntax.compileFlags | options.compileFlags,
      isInterpreted: options.contains(.interpreted), source: source)
  }

  /// The pattern as it was written.
  public var description: String { source }

  /// Whether two patterns were written alike.
  public static func == (left: Self, right: Self) -> Bool {
    left.source == right.source && left.options == right.options && left.syntax == right.syntax
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(source)
    hasher.combine(options)
    hasher.combine(syntax)
  }

  /// The regular expression that matches exactly `literal`, for use outside a character class.
  public static func escaped(_ literal: String) -> String {
    var result = ""
    for scalar in literal.unicodeScalars {
      // White space and `#` matter under `(?x)` only, but a caller cannot know what it is put into.
      if #"\^$.[]|()?*+{}#"#.unicodeScalars.contains(scalar)
        || (scalar.isASCII && scalar.properties.isWhitespace)
      {
        result.unicodeScalars.append("\\")
      }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
