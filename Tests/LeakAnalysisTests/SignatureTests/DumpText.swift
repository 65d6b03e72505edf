import Foundation
import GoroutineDump
import LeakAnalysis
import Testing

/// Builds the text of a `debug=2` dump out of goroutines that are given once and repeated.
///
/// A main goroutine that listens is always there, so that creators can be alive, and the newest one,
/// which writes the dump.
struct DumpText {
  private(set) var text = ""
  private var nextID = 1000
  private var writerID = 0

  /// Who started the goroutines of a repeat.
  enum Creators {
    /// Each another goroutine, and none of them is in the dump.
    case gone
    /// The main goroutine.
    case main
    /// One after the other from an id on; none of them is in the dump.
    case each(from: Int)
  }

  /// A dump with a main goroutine alone.
  init() {
    text = """
      goroutine 1 [IO wait]:
      internal/poll.runtime_pollWait(0x7f5adf63ccb0, 0x72)
      \t/usr/local/go/src/runtime/netpoll.go:351 +0x85
      net.(*TCPListener).Accept(0xc0000a2000)
      \t/usr/local/go/src/net/tcpsock.go:380 +0x30
      main.main()
      \t/app/main.go:12 +0x1d

      """
  }

  /// Adds a goroutine `count` times, waiting for one of the `minutes` after the other, with ids
  /// that leave gaps (`atOnce`: in one run).
  mutating func add(
    _ stack: String, times count: Int, minutes: ClosedRange<Int>, creators: Creators = .gone,
    atOnce: Bool = false
  ) {
    let step = atOnce ? 1 : max(37, 100_000 / max(count, 1))
    if atOnce { writerID = 900_000 }
    for number in 0..<count {
      nextID += atOnce ? 1 : step
      let creator =
        switch creators {
        case .gone: nextID - 3
        case .main: 1
        case .each(let first): first + number
        }
      // The older, the longer: ids are given out in order.
      let wait = minutes.upperBound - number * (minutes.count - 1) / max(count - 1, 1)
      text += "\n" + Self.goroutine(stack, nextID, wait, creator) + "\n"
    }
  }

  /// Adds a goroutine once for each id, with the waits and creators given, from the first again where they
  /// end. Ids reach up to 100,000, the one that writes the dump.
  mutating func add(_ stack: String, ids: [Int], minutes: [Int] = [0], creators: [Int]) {
    writerID = 100_000
    for (number, id) in ids.enumerated() {
      let wait = minutes[number % minutes.count]
      let creator = creators[number % creators.count]
      text += "\n" + Self.goroutine(stack, id, wait, creator) + "\n"
    }
  }

  /// Adds a goroutine of the same code that runs: its frames outside the standard library.
  mutating func add(busy stack: String) {
    let lines = stack.split(separator: "\n").map(String.init)
    var frames: [String] = []
    for (line, place) in zip(lines, lines.dropFirst())
    where place.hasPrefix("\t") && !line.hasPrefix("created by ")
      && (line.contains("main.") || line.prefix { $0 != "/" }.contains("."))
    {
      frames += [line, place]
    }
    text += "\ngoroutine 900 [running]:\n" + frames.joined(separator: "\n") + "\n"
  }

  /// Adds text as it is.
  mutating func add(verbatim more: String) { text += "\n" + more + "\n" }

  /// What the built-in signatures say of it.
  func findings() throws -> [Finding] { try Self.findings(in: whole) }

  /// The dump as it is read.
  func input() throws -> DumpInput {
    try DumpReader(threads: 1).read(bytes: Array(whole.utf8), path: "dump.txt")
  }

  /// The text, with the goroutine that writes it.
  var whole: String {
    text + """

      goroutine \(max(writerID, nextID + 50)) [running]:
      runtime/pprof.writeGoroutineStacks({0x7c12a0, 0xc0000000e0})
      \t/usr/local/go/src/runtime/pprof/pprof.go:764 +0x6a
      created by net/http.(*Server).Serve in goroutine 1
      \t/usr/local/go/src/net/http/server.go:3454 +0x485

      """
  }

  /// Reads a file of the fixtures.
  static func read(fixture name: String) throws -> DumpInput {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let root = tests.deletingLastPathComponent().deletingLastPathComponent()
    return try DumpReader(threads: 1).read(path: root.appending(path: "Fixtures/\(name)").path)
  }

  /// What signatures say of a text.
  static func findings(
    in text: String, by catalogue: Catalogue = .builtIn
  ) throws -> [Finding] {
    let path = NSTemporaryDirectory() + "dumpscan-\(UUID().uuidString).txt"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return Report([try DumpReader(threads: 1).read(path: path)], catalogue: catalogue).findings
  }

  /// One goroutine with another id, wait and creator.
  private static func goroutine(_ stack: String, _ id: Int, _ minutes: Int, _ creator: Int)
    -> String
  {
    var lines = stack.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let state = lines[0].drop { $0 != "[" }.dropFirst().prefix { $0 != "]" && $0 != "," }
    let wait = minutes == 0 ? "" : ", \(minutes) minutes"
    lines[0] = "goroutine \(id) [\(state)\(wait)]:"
    for (number, line) in lines.enumerated() where line.hasPrefix("created by ") {
      let function = line.dropFirst("created by ".count).prefix { $0 != " " }
      lines[number] = "created by \(function) in goroutine \(creator)"
    }
    // Each works on an object of its own: the receiver or first argument of the innermost frame.
    let text = lines.joined(separator: "\n")
    guard let object = text.firstMatch(of: /\((0xc0[0-9a-f]{8})[,)]/)?.1 else { return text }
    return text.replacing(object, with: "0x" + String(0xc0_0010_0000 + id * 64, radix: 16))
  }
}

extension Signature {
  /// The goroutines of the example, each a text of its own.
  var exampleGoroutines: [String] {
    example.stack.components(separatedBy: "\n\n").compactMap { part in
      // A leak checker puts a line of its own before each.
      part.hasPrefix("goroutine ")
        ? part
        : part.range(of: "\ngoroutine ").map { "goroutine " + part[$0.upperBound...] }
    }
  }
}

/// What a test expects of a finding.
struct Summary: Equatable, CustomStringConvertible {
  var signature: String
  var severity: Severity
  var count: Int

  init(_ signature: String, _ severity: Severity, _ count: Int) {
    self.signature = signature
    self.severity = severity
    self.count = count
  }

  init(_ finding: Finding) {
    self.init(finding.signature, finding.severity, finding.count)
  }

  var description: String { "\(severity) \(signature) \(count)" }
}
