import Testing

@testable import LeakAnalysis

/// What is said of a text that is no query.
@Suite struct QueryErrorTests {
  private func error(_ text: String) -> QueryError? {
    do throws(QueryError) {
      _ = try Query(parsing: text)
      return nil
    } catch {
      return error
    }
  }

  @Test func `an error has a caret under its place`() {
    #expect(
      error(#"state == "select" and wiat > 10m"#)?.description == """
        unknown field 'wiat'; did you mean 'wait'?
          state == "select" and wiat > 10m
                                ^~~~
        """)
    #expect(
      error("wait > 10")?.description == """
        a time needs a unit: write 10m, 10h or 10d
          wait > 10
                 ^~
        """)
  }

  @Test(arguments: [
    ("", 0, "the expression is empty"),
    ("state", 5, "expected ==, !=, =~ or !~ after 'state', found the end"),
    ("state = 'a'", 6, "unexpected '='; compare with '=='"),
    ("state ~ 'a'", 6, "unexpected '~'; match a pattern with '=~'"),
    ("file == 'a.go'", 0, "unknown field 'file'; did you mean 'site.file'?"),
    ("creator == 'f'", 0, "unknown field 'creator'; did you mean 'createdBy'?"),
    ("state == select", 9, "'state' is a text; expected a string in quotes, found 'select'"),
    ("state > 'a'", 6, "'state' is a text; compare it with ==, !=, =~ or !~"),
    ("state == 'a", 9, "unterminated string"),
    ("wait =~ '1'", 5, "expected ==, !=, <, <=, > or >= after 'wait', found '=~'"),
    ("wait > 'a'", 7, "'wait' needs a time such as 10m; found a string"),
    ("wait > 10s", 7, "invalid number or time '10s'; times are written as 10m, 1h30m or 2d"),
    ("count > 10m", 8, "'count' is a number; expected a number without a unit"),
    ("count >", 7, "'count' needs a number; found the end"),
    ("leaked and", 10, "expected a field, found the end"),
    ("leaked leaked", 7, "expected 'and', 'or' or the end, found 'leaked'"),
    ("(leaked", 0, "unclosed '('"),
    ("leaked)", 6, "expected 'and', 'or' or the end, found ')'"),
    ("leaked == 1", 10, "expected true or false, found a number"),
    ("any(wait)", 4, "expected a pattern in quotes, found 'wait'"),
    ("any 'a'", 4, "expected '(' after 'any'"),
    ("address('a')", 8, "expected an address such as 0xc000123456, found a string"),
    ("goroutine == 0xz", 13, "invalid hexadecimal number '0xz'"),
    ("labels[path] == 'a'", 7, "expected the key of a label in quotes, found 'path'"),
    ("state =~ 'a(b'", 13, "invalid pattern: missing closing parenthesis"),
  ])
  func `what is wrong, and where`(_ text: String, _ offset: Int, _ message: String) {
    let error = error(text)
    #expect(error?.message == message)
    #expect(error?.offset == offset)
  }

  @Test func `nesting has an end`() {
    let deep = String(repeating: "(", count: 200) + "leaked" + String(repeating: ")", count: 200)
    #expect(error(deep)?.message == "more than 100 levels of 'not' and parentheses")
    let shallow = String(repeating: "(", count: 50) + "leaked" + String(repeating: ")", count: 50)
    #expect(error(shallow) == nil)
  }

  @Test func `a backslash stands for itself, but before the quote`() throws {
    for text in [
      #"any("a\.go")"#, #"state == "a\"b""#, #"state == 'it\'s'"#, #"labels["k-8"] == ''"#,
    ] {
      #expect(error(text) == nil)
    }
  }
}
