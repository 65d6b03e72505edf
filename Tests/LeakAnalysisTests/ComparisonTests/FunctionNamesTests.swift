import GoroutineDump
import Testing

@testable import LeakAnalysis

@Suite struct FunctionNamesTests {
  /// Spellings whose owner is found in place, and others that must be taken apart.
  private static let spellings = [
    "main.main", "main.run.func1", "main.run.func1.2", "net/http.(*conn).serve",
    "github.com/acme/shop/internal/orders.(*Pool).handle_57.func2",
    "github.com/go-redis/redis/v8/internal/pool.(*ConnPool).reaper",
    "example.com/vendor/github.com/a/b.(*T).Run", "gopkg.in/mgo%2ev2.(*socket).readLoop",
    "main.Map[go.shape.int].func1", "main.(*Cache[go.shape.string]).get",
    "example.com/a.(*T).Run-fm", "main.glob..func1", "main.(*T", "main.0.(*T).f", "main", "",
  ]

  @Test(arguments: spellings)
  func `an owner is the same, taken apart or not`(_ spelling: String) {
    let name = FunctionName(spelling)
    guard let owner = FunctionName.ownerEnd(Array(spelling.utf8).span) else { return }
    #expect(String(spelling.utf8.prefix(owner.end)) == name.owner)
    #expect(owner.isReceiver == (name.owner != name.package))
  }

  @Test func `the owner of most closures is found in place`() {
    let spelling = "github.com/acme/shop/internal/orders.(*Pool).handle_57.func2"
    #expect(FunctionName.ownerEnd(Array(spelling.utf8).span)?.isReceiver == true)
  }
}
