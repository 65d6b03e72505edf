import PCRE2
import Testing

/// One pattern in many threads at once.
struct ConcurrencyTests {
  @Test func onePatternServesManyTasks() async throws {
    let pattern = try Pattern(#"^main\.worker(\d+)$"#)
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<32 {
        group.addTask {
          var matcher = Matcher(pattern)
          var count = 0
          for number in 0..<1_000 {
            let name = number % 3 == task % 3 ? "main.worker\(number)" : "main.other\(number)"
            if try matcher.matches(name) { count += 1 }
            if try pattern.matches(name) { count += 1 }
            let digits = try matcher.firstMatch(in: name)?.captures[0]
            if digits == 11..<name.utf8.count { count += 1 }
          }
          return count
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(
      counts.sorted() == Array(repeating: 999, count: 21) + Array(repeating: 1_002, count: 11))
  }

  @Test func aMatcherKeepsItsPatternAlive() throws {
    func make() throws -> Matcher { Matcher(try Pattern("a+b")) }
    var matcher = try make()
    #expect(try matcher.matches("xaab"))
  }
}
