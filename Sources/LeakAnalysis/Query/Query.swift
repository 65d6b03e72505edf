/// A condition on goroutines, written as `state == "select" and wait > 10m and any("pay/")`.
///
/// ```text
/// condition  = conjunction { "or" conjunction }
/// conjunction = negation { "and" negation }
/// negation   = "not" negation | "(" condition ")" | question
/// question   = TEXT ( "==" | "!=" | "=~" | "!~" ) string
///            | NUMBER ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) number
///            | FLAG
///            | "any" "(" string ")"
///            | "address" "(" number ")"
/// ```
///
/// `&&`, `||` and `!` stand for `and`, `or` and `not`. Strings are in single or double quotes; a
/// backslash stands for itself, except before the quote that surrounds the string. `=~`, `!~` and
/// `any` take PCRE2 patterns, found anywhere in the text. Fields have the names of JSON:
///
/// - texts: `state`, `stateSource`, `top`, `site`, `entry`, `createdBy` (functions), the `.function`
///   and `.file` of these four, `package`, `handler`, `labels.KEY` or `labels["KEY"]`, `fingerprint`;
/// - numbers: `wait` (with a unit: `10m`, `1h30m`, `2d`), `waitMinutes`, `count` (of the group),
///   `goroutine`, `createdBy.goroutine`, and `top.line`, `site.line`, `entry.line`, `createdBy.line`;
/// - flags: `leaked`, `lockedToThread`.
///
/// `any` looks for a frame with such a function, path, or `path:line`; `address(0xc000123456)` for
/// one with such an argument. A text that a goroutine does not have is empty, and no pattern matches
/// it; a comparison with a number that the dump does not tell is neither true nor false.
public struct Query: Sendable {
  let condition: Condition

  /// The query that a text states.
  public init(parsing text: String) throws(QueryError) {
    var parser = try QueryParser(text)
    condition = try parser.parse()
  }

  /// The addresses that are asked for: a reader keeps the arguments of goroutines that have them,
  /// see `DumpReader.wantedAddresses`.
  public var addresses: Set<UInt64> { condition.addresses }

  /// Whether it asks how long a goroutine has been waiting, which not every dump tells.
  public var asksForWait: Bool { condition.asksForWait }
}
