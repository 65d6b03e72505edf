import Testing

@testable import LeakAnalysis

@Suite struct StableNameTests {
  @Test(arguments: [
    ("main.run.func1", "main.run.func"),
    ("main.run.func1.2", "main.run.func"),
    ("main.run.gowrap3", "main.run.func"),
    ("main.main.run.func1", "main.run.func"),
    ("main.main.(*pool).start.func2", "main.(*pool).start.func"),
    ("example.com/a/v2/b.(*T).Run.func1.gowrap1", "example.com/a/b.(*T).Run.func"),
    ("main.glob..func1", "main.init.func"),
    ("main.walk-range1", "main.walk"),
    ("main.Map[go.shape.int,go.shape.string]", "main.Map"),
    (#"main.H[go.shape.struct { C string "c:\"=[:\"" }].func1"#, "main.H.func"),
    ("net/http.(*conn).serve", "net/http.(*conn).serve"),
  ])
  func `what the compiler puts into a name is taken out`(_ name: String, _ stable: String) {
    #expect(StableName.of(name) == stable)
  }
}
