import Testing

@testable import Reporting

/// Who owns which file, in the syntax of GitHub and of GitLab.
@Suite struct CodeOwnersTests {
  @Test(arguments: [
    ("main.go", ["@all"]), ("docs/api/index.md", ["@docs"]), ("src/docs/index.md", ["@all"]),
    ("internal/pay/charge.go", ["@pay", "pay@example.com"]), ("internal/pay/db.sql", ["@dba"]),
    ("scripts/one.sh", ["@ops"]), ("scripts/deep/two.sh", ["@all"]), ("lib/vendor/x/y.go", []),
    ("my file.go", ["@space"]), ("a#b.go", ["@hash"]), ("deep/in/it/logs/x.txt", ["@logs"]),
    ("file1.txt", ["@one"]), ("file10.txt", ["@all"]),
  ])
  func `of GitHub, the last match decides`(_ path: String, _ owners: [String]) {
    let file = CodeOwners(
      """
      # A comment.
      * @all
      /docs/ @docs # and another
      internal/pay @pay pay@example.com
      *.sql @dba
      scripts/* @ops
      vendor/
      my\\ file.go @space
      a\\#b.go @hash
      **/logs @logs
      file?.txt @one
      """)
    #expect(file.owners(of: path) == owners)
    #expect(file.problems == [])
  }

  @Test(arguments: [
    ("main.go", ["@all"]), ("pay/charge.go", ["@all", "@pay"]),
    ("pay/sql/schema.sql", ["@all", "@dba"]), ("pay/generated/x.go", ["@all"]),
    ("docs/a.md", ["@writers"]), ("x/docs/a.md", ["@writers"]), ("ui/a.ts", ["@all", "@web"]),
  ])
  func `of GitLab, each section decides for itself`(_ path: String, _ owners: [String]) {
    let file = CodeOwners(
      """
      * @all
      !docs/

      [Pay][2] @pay
      pay/
      *.sql @dba
      !pay/generated/

      ^[Docs]
      docs/ @writers

      [pay] @web
      ui/
      """)
    #expect(file.owners(of: path) == owners)
  }

  @Test func `a section that goes on further down is one section`() {
    let file = CodeOwners("[A] @a\nx/\n[B] @b\nx/\n[a] @c\nx/y/\n")
    #expect(file.owners(of: "x/1") == ["@b", "@a"])
    #expect(file.owners(of: "x/y/1") == ["@b", "@c"])
  }
}
