import Foundation
import GoroutineDump
import LeakAnalysis
import SignatureFiles
import Testing

/// Signatures as Markdown documents.
struct DocumentTests {
  static let document = """
    ---
    id: worker-stuck
    severity: error
    thresholds: {warning: 10, error: 20, minutes: 5}
    match:
      state: chan receive
      top: main.(*pool).worker
      withoutFrame: [$idle, main.main]
    help: https://example.com
    ---

    # workers that wait for a job nobody sends

    ## What the dump shows

    Workers are parked,
    all of them.

    ## Example stack

    ```text
    goroutine 7 [chan receive]:
    ## no heading
    main.(*pool).worker()
    ```

    ## Healthy look-alikes

    - a pool
      that is idle
    - a second one

    """

  @Test func `a document is a signature`() throws {
    let signature = try SignatureFile.signature(markdown: Self.document, file: "worker-stuck.md")
    #expect(signature.id == "worker-stuck" && signature.severity == .error)
    #expect(signature.title == "workers that wait for a job nobody sends")
    #expect(signature.thresholds == Thresholds(warning: 10, error: 20, minutes: 5))
    #expect(signature.summary == "Workers are parked, all of them.")
    #expect(signature.example.stack.hasSuffix("\n## no heading\nmain.(*pool).worker()"))
    #expect(signature.lookAlikes == ["a pool that is idle", "a second one"])
    #expect(signature.help == "https://example.com" && signature.cause.isEmpty)
    let pattern = try #require(signature.detection.pattern)
    #expect(pattern.states == [.channelReceive] && pattern.top == ["main.(*pool).worker"])
    #expect(pattern.withoutFrames.contains("testing.(*T).Run"))
    #expect(pattern.withoutFrames.last == "main.main")
  }

  @Test func `carriage returns do not matter`() throws {
    let text = Self.document.replacing("\n", with: "\r\n")
    let signature = try SignatureFile.signature(markdown: text, file: "a/worker-stuck.md")
    #expect(signature.summary == "Workers are parked, all of them.")
    #expect(signature.example.stack.hasPrefix("goroutine 7 [chan receive]:\n"))
  }

  @Test(arguments: Catalogue.builtIn.signatures.map(\.id))
  func `what is written reads as the same signature`(_ id: String) throws {
    let a = try #require(Catalogue.builtIn.signature(id))
    let written = SignatureFiles.markdown(a)
    let b = try SignatureFile.signature(markdown: written, file: "x/\(id).md")
    #expect(a.id == b.id && a.title == b.title && a.severity == b.severity)
    #expect(a.thresholds == b.thresholds && a.help == b.help && a.analysis == b.analysis)
    #expect(a.detection.pattern == b.detection.pattern && a.messages == b.messages)
    #expect(a.summary == b.summary && a.cause == b.cause && a.fix == b.fix)
    #expect(a.lookAlikes == b.lookAlikes && a.sources == b.sources)
    #expect(a.example.stack == b.example.stack)
    #expect(a.example.before == b.example.before && a.example.after == b.example.after)
    let lines = written.split(separator: "\n").drop { !$0.hasPrefix("# ") }
    #expect(SignatureFiles.markdown(b) == written && !lines.isEmpty)
  }

  static let faults: [(change: (from: String, to: String), error: String)] = [
    (("---\nid", "id"), ":1: expected front matter between two `---` lines"),
    (("\n---\n\n#", "\n\n#"), ":1: expected a `---` line after the front matter"),
    (("severity", "severty"), ":3: severty: there is no such key; did you mean `severity`?"),
    (
      ("  top:", "  tpo:"),
      ":7: match.tpo: there is no such key; did you mean `top`?"
    ),
    (("error\n", "[\n"), ":5: this is not YAML: "),
    (
      ("[$idle", "[$idel"),
      ":8: match.withoutFrame[0]: there is no list `$idel` of frames; did you mean `$idle`?"
    ),
    (("id: worker", "id: workers"), ":2: id: the file of `workers-stuck` is `workers-stuck.md`"),
    (
      ("help: https://example.com", "analysis: lock-cicle"),
      ":9: analysis: there is no analysis `lock-cicle`; did you mean `lock-cycle`?"
    ),
    (
      ("help: https://example.com", "analysis: lock-cycle"),
      ":9: analysis: this analysis looks at all goroutines: leave `match` out"
    ),
    (
      ("# workers", "workers"),
      ":12: the title is expected here: `# ` and what is found, in one line"
    ),
    (
      ("## What the", "### What the"),
      ":14: a section is expected here, such as `## What to change`"
    ),
    (
      ("## What the dump shows", "## What the dump show"),
      ":14: there is no section `What the dump show`; did you mean `What the dump shows`?"
    ),
    (
      ("## Healthy look-alikes", "## Example stack"),
      ":27: the section `Example stack` stands twice"
    ),
    (("```text", "text"), ":19: a block between lines of ``` is expected under this heading"),
    (("worker()\n```", "worker()"), ":21: no line ``` ends this block"),
    (("- a pool", "a pool"), ":29: an entry of a list is expected here: `- …`"),
  ]

  @Test(arguments: faults.indices)
  func `what is wrong is said, with its line`(_ number: Int) {
    let (change, expected) = Self.faults[number]
    let text = Self.document.replacing(change.from, with: change.to, maxReplacements: 1)
    let error = #expect(throws: ConfigurationError.self) {
      try SignatureFile.signature(markdown: text, file: "worker-stuck.md")
    }
    let said = error?.description ?? ""
    #expect(said.hasPrefix("worker-stuck.md" + expected), "\(said)")
  }

  @Test func `an end of one's own program has words of its own`() throws {
    let document = """
      ---
      id: store-broken
      severity: error
      analysis: panic
      message: "panic: store: *"
      ---

      # the store's file is broken

      """
    let own = try SignatureFile.signature(markdown: document, file: "store-broken.md")
    let catalogue = Catalogue(Catalogue.builtIn.signatures + [own])
    let dump = { (words: String) in
      "panic: \(words)\n\ngoroutine 7 [running]:\nmain.open()\n\t/app/store.go:19 +0x65\n"
    }
    let told = { (words: String) in
      try Dumps.report(dump(words), catalogue).findings.map { "\($0.severity) \($0.signature)" }
    }
    #expect(try told("store: bad page 7") == ["error store-broken"])
    #expect(try told("boom") == ["note crash-panic"])
    #expect(throws: ConfigurationError.self) {
      try SignatureFile.signature(
        markdown: document.replacing("analysis: panic", with: "analysis: gc-proof"),
        file: "store-broken.md")
    }
  }

  @Test func `a folder of documents`() throws {
    let folder = NSTemporaryDirectory() + "dumpscan-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/more", withIntermediateDirectories: true)
    func write(_ name: String, _ text: String) throws {
      try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    try write("README.md", "# Ours\n")
    #expect(throws: ConfigurationError.self) { try SignatureFile.load(path: folder) }
    try write("worker-stuck.md", Self.document)
    try write(
      "more/a-worker.md",
      Self.document.replacing("id: worker-stuck", with: "id: a-worker\nrank: 2"))
    try write(
      "z-worker.md", Self.document.replacing("id: worker-stuck", with: "id: z-worker\nrank: 1"))
    let ids = try SignatureFile.load(path: folder).map(\.id)
    #expect(ids == ["z-worker", "a-worker", "worker-stuck"])
    #expect(try SignatureFile.load(path: folder + "/worker-stuck.md").count == 1)

    try write("more/worker-stuck.md", Self.document)
    let error = #expect(throws: ConfigurationError.self) { try SignatureFile.load(path: folder) }
    #expect(error?.message.contains("duplicate id") == true)
  }
}
