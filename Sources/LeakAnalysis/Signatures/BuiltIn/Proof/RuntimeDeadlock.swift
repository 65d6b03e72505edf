import GoroutineDump

extension Signature {
  /// Nothing can run any more.
  static let deadlock = Signature(
    id: "runtime-deadlock",
    title: "the runtime found that all goroutines are asleep",
    summary: "The program ended with `fatal error: all goroutines are asleep - deadlock!`.",
    cause: """
      Every goroutine waits for another one. Look at the main goroutine's wait first, then at who \
      should have ended it.
      """,
    fix: "Find for each wait in the list who should end it, and why it does not.",
    severity: .error, thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: [
      "wasm: a callback that blocks inside syscall/js.handleEvent"
    ],
    sources: ["golang/go#37209", "golang/go#34478", "bl4ko/netbox-ssot#535"],
    help: "https://go.dev/doc/effective_go#concurrency",
    example: Example(
      stack: """
        fatal error: all goroutines are asleep - deadlock!

        goroutine 1 [chan receive]:
        main.main()
        \t/app/main.go:6 +0x2d
        """,
      before: """
        ch := make(chan int)
        <-ch // nobody sends
        """,
      after: """
        ch := make(chan int)
        go func() { ch <- 1 }()
        <-ch
        """),
    detection: .analysis { inquiry, _ in
      let analysis = inquiry.analysis
      guard analysis.dump.failure?.kind == .deadlock else { return [] }
      let groups = analysis.groups.indices.filter {
        analysis.groups[$0].state.activity != .system
      }
      guard !groups.isEmpty else { return [] }
      let main = groups.first { inquiry.isMain($0) }
      var states: [String: Int] = [:]
      for number in groups {
        states[analysis.groups[number].state.name, default: 0] += analysis.groups[number].count
      }
      let waits = states.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.value) in \($0.key)" }.joined(separator: ", ")
      let first =
        main.map { "the main goroutine waits in \(analysis.groups[$0].state.name); " } ?? ""
      return [
        Match(
          groups: groups, severity: .error, confidence: .proven,
          evidence: first + "all waits: \(waits)",
          site: main.flatMap { analysis.groups[$0].site }.map(analysis.place), explains: false)
      ]
    })
}

extension Inquiry {
  /// Whether a group is the main goroutine.
  func isMain(_ group: Int) -> Bool {
    analysis.goroutines(of: analysis.groups[group]).contains { $0.id == 1 }
  }
}
