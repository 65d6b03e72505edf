import GoroutineDump
import LeakAnalysis

/// The first lines on a dump: what was read.
struct DumpHeading {
  private let analysis: DumpAnalysis
  private let wrapping: [String]

  init(_ analysis: DumpAnalysis, wrapping: [String]) {
    self.analysis = analysis
    self.wrapping = wrapping
  }

  func write(to page: inout TextPage) {
    let dump = analysis.dump
    var form = Self.name(of: dump.format)
    if dump.profile != "goroutine" { form += " \(dump.profile)" }
    let facts = "\(form)  \(size)"
    // The directories may be shortened, the file's own name never is: the facts follow below it.
    let path = Self.title(of: analysis.name)
    let own = Self.ownName(of: path).displayWidth
    let room = page.options.width - facts.displayWidth - 2
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    let name = shortener.shorten(path, to: Swift.max(room, own + 4))
    page.flow([], [[Ink(name, .bold)], [Ink(facts)]])
    if let source = dump.source { page.paragraph([Ink("  written by: ", .dim)], source, .plain) }
    if !wrapping.isEmpty {
      page.paragraph([Ink("  ")], "unwrapped from " + wrapping.joined(separator: ", "), .dim)
    }
    if let failure = dump.failure {
      page.paragraph([Ink("  \(Self.speaker(of: failure)): ", .dim)], failure.message, .bold)
      if !failure.runningTests.isEmpty {
        let tests = failure.runningTests.map { "\($0.name) (\($0.duration))" }
        page.paragraph([Ink("  running tests: ", .dim)], tests.joined(separator: ", "))
      }
    }
    if dump.isTruncated {
      page.paragraph(
        [Ink("  ")], "the capture is not complete: every count is a lower bound", .warning)
    }
  }

  /// The last component of a path; of a member of an archive, all from the archive's own name on.
  private static func ownName(of path: String) -> String {
    let end = path.firstIndex(of: ":") ?? path.endIndex
    let start = path[..<end].lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    return String(path[start...])
  }

  private var size: String {
    let dump = analysis.dump
    let leaked = analysis.groups.reduce(0) { $0 + ($1.isLeaked ? $1.count : 0) }
    let noun = dump.isGoroutineProfile ? "goroutine" : "sample"
    var text = Quantity.text(dump.goroutineCount, noun)
    text += " in " + Quantity.text(analysis.groups.count, "group")
    if leaked > 0 { text += ", \(Quantity.text(leaked)) proved leaked" }
    return text
  }

  /// The name of an input for people: `-` is what it stands for.
  static func title(of name: String) -> String {
    name == "-" || name.hasPrefix("-#") ? "standard input" + name.dropFirst() : name
  }

  /// Who says the sentence that names a failure: `the program said`.
  static func speaker(of failure: Failure) -> String {
    switch failure.kind {
    case .signal: failure.message.hasPrefix("SIGQUIT") ? "asked for by" : "ended by"
    case .leakCheck: "the test said"
    case .recoveredPanic: "the log said"
    case .deadlock, .fatalError, .panic, .testTimeout, .dataRace: "the program said"
    }
  }

  static func name(of format: Dump.Format) -> String {
    switch format {
    case .debug0: "debug=0"
    case .debug1: "debug=1"
    case .debug2: "debug=2"
    case .crash: "crash"
    }
  }
}
