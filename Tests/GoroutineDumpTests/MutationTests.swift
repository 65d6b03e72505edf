import Foundation
import GoroutineDump
import Testing

/// Damaged dumps, thousands of them, the same ones in every run: none crashes the reader, and no
/// goroutine whose header stands in the text is lost without a word.
struct MutationTests {
  private static let dumps = [
    Fixture("format/labels.go1.27.debug2.txt"), Fixture("format/ancestors.go1.24.debug2.txt"),
    Fixture("format/l3-sigquit-crash.go1.24.stderr.txt"),
    Fixture("posts/first-answer-wins.windows-pasted.debug2.txt"),
    Fixture("real/38-gostackparse-waitsince.txt"),
    Fixture("reconstructed/r09-caddy5205-journald-gotraceback-system.txt"),
    Fixture("reconstructed/r22-goprocess19-syslog-hash011.txt"),
    Fixture("reconstructed/r31-wasm37209-console-prefix.txt"),
  ]

  /// Mutations of each dump; a search that takes longer sets more.
  private static let rounds =
    ProcessInfo.processInfo.environment["DUMPSCAN_MUTATIONS"].flatMap { Int($0) } ?? 400

  @Test(arguments: dumps)
  func `every header is read or told`(_ fixture: Fixture) throws {
    let original = Array(try fixture.text().utf8.prefix(6_000))
    var chance = Chance(seed: UInt64(original.count))
    let reader = DumpReader(threads: 1)
    for round in 0..<Self.rounds {
      var bytes = original
      for _ in 0..<chance.below(8) + 1 { chance.mutate(&bytes) }
      let headers = Self.headers(in: bytes)
      guard let input = try? reader.read(bytes: bytes) else {
        try #require(
          headers == 0, "round \(round): \(String(decoding: bytes, as: UTF8.self).debugDescription)"
        )
        continue
      }
      let told = input.dumps.flatMap(\.problems).reduce(0) { $0 + Self.told(by: $1) }
      let read = input.dumps.reduce(0) { $0 + $1.goroutineCount }
      try #require(
        read + told >= headers,
        "round \(round): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  /// How many headers a problem speaks of: one that stands for several begins with their number.
  private static func told(by problem: Problem) -> Int {
    let isOfSeveral = problem.kind == .more || problem.kind == .duplicate
    return isOfSeveral ? Int(problem.message.prefix { $0.isNumber }) ?? 1 : 1
  }

  @Test(arguments: [
    Fixture("format/labels.go1.27.debug1.txt"), Fixture("server/l4-abba.go1.27.debug1.txt"),
  ])
  func `a damaged count profile that does not sum says so`(_ fixture: Fixture) throws {
    let original = Array(try fixture.text().utf8)
    var chance = Chance(seed: 7)
    let reader = DumpReader(threads: 1)
    for _ in 0..<500 {
      var bytes = original
      for _ in 0..<chance.below(8) + 1 { chance.mutate(&bytes) }
      guard let dump = try? reader.read(bytes: bytes).dumps[0], dump.format == .debug1 else {
        continue
      }
      let sums = dump.declaredTotal == nil || dump.declaredTotal == dump.goroutineCount
      try #require(sums || dump.problems.contains { $0.kind == .totalMismatch })
    }
  }

  @Test func `damaged profiles of debug=0`() throws {
    let original = try Fixture("format/labels.go1.27.pb.gz").unzipped()
    var chance = Chance(seed: 3)
    for _ in 0..<200 {
      var bytes = original
      for _ in 0..<chance.below(4) + 1 { chance.mutate(&bytes) }
      _ = try? DumpReader(threads: 1).read(bytes: bytes)
    }
  }

  private static let word = Array("goroutine ".utf8)

  /// How many headers stand in a text, wherever in their lines.
  private static func headers(in bytes: [UInt8]) -> Int {
    bytes.indices.count { start in
      guard bytes[start] == UInt8(ascii: "g"), bytes[start...].starts(with: word) else {
        return false
      }
      let number = bytes[(start + word.count)...].prefix { 48...57 ~= $0 }
      return !number.isEmpty && bytes[number.endIndex...].starts(with: " [".utf8)
    }
  }
}

/// Numbers that look random and are the same in every run (SplitMix64), and what they do to a text.
private struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(Swift.max(limit, 1))) }

  /// A part of a text, of up to 200 bytes.
  private mutating func part(of bytes: [UInt8]) -> Range<Int> {
    let start = below(bytes.count + 1)
    return start..<Swift.min(bytes.count, start + below(200))
  }

  private static let words = [
    "\n", "\n\n", "\t", "goroutine 5 [select]:\n", "goroutine ", "created by ", "0x", "(", ")", "{",
    "}]:",
    "\"", "\\n", "\\", ": ", "\u{0}", "\r\n", "... ", "99999999999999999999", "150 @ 0x1 0x2\n",
    "#\t0x1\tmain.f+0x1\t/a.go:1\n", "{\"log\":\"", "\u{1b}[0m", "#011", "-----\n", "panic: x\n",
  ]

  mutating func mutate(_ bytes: inout [UInt8]) {
    let place = part(of: bytes)
    switch below(6) {
    case 0: bytes.removeSubrange(place)
    case 1: bytes.insert(contentsOf: bytes[part(of: bytes)], at: place.lowerBound)
    case 2: bytes.insert(contentsOf: Self.words[below(Self.words.count)].utf8, at: place.lowerBound)
    case 3: if !place.isEmpty { bytes[place.lowerBound] = UInt8(truncatingIfNeeded: next()) }
    case 4: if !place.isEmpty { bytes[place.lowerBound] ^= 1 << below(8) }
    default: bytes.replaceSubrange(place, with: Self.words[below(Self.words.count)].utf8)
    }
  }
}
