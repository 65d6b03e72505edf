/// How well an input was understood, by what a dump of any program has: goroutines with stacks, stacks
/// whose frames have files, counts that sum up.
struct ReadingQuality {
  /// Goroutines by their ids, and blocks of count profiles: what no reading may lose.
  private(set) var distinct = 0
  /// Goroutines whose stack is whole.
  private(set) var whole = 0
  /// What was not understood: goroutines without a whole stack, problems, names that no program has.
  private(set) var faults = 0
  /// Goroutines, those that stand twice counted twice.
  private var total = 0
  private var dumpCount = 0

  /// Of nothing that is a dump.
  static let none = ReadingQuality()

  private init() {}

  init(_ input: DumpInput) {
    var ids: Set<UInt64> = []
    dumpCount = input.dumps.count
    for dump in input.dumps {
      faults += dump.problems.count { $0.kind != .cut && $0.kind != .interrupted }
      if dump.isTruncated { faults += 1 }
      if !dump.isGoroutineProfile { faults += 1 }
      let odd = dump.symbols.functions.map(\.isOdd)
      let oddFiles = dump.symbols.files.map {
        $0.utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x26 }
      }
      faults += dump.labelSets.joined().count {
        $0.key.contains("\"") || $0.value.contains("\u{1b}")
      }
      for sample in dump.samples {
        let stack = dump.symbols.stacks[Int(sample.stack)]
        let frames = dump.symbols.stackFrames[
          Int(stack.start)..<Int(stack.start) + stack.depth
        ].map { dump.symbols.frames[Int($0)] }
        let isWhole = frames.contains { $0.line > 0 } && (frames.last?.line ?? 0) > 0
        // A goroutine that has not run yet has no frame in a count profile.
        let mayBeBare = dump.goroutines.isEmpty && frames.isEmpty && sample.counters.count <= 1
        if isWhole { whole += sample.count } else if !mayBeBare { faults += 1 }
        total += sample.count
        faults += frames.count { odd[Int($0.function)] || oddFiles[Int($0.file)] }
      }
      for record in dump.goroutines { ids.insert(record.id) }
      if dump.goroutines.isEmpty { distinct += dump.samples.count }
    }
    distinct += ids.count
  }

  /// Whether everything was understood.
  var isPerfect: Bool { faults == 0 && distinct > 0 }

  /// Whether this reading takes the place of another: it loses no goroutine and has fewer faults.
  func isBetter(than other: ReadingQuality) -> Bool {
    if other.distinct == 0 { return distinct > 0 && whole > 0 }
    guard distinct >= other.distinct, whole > 0, faults < other.faults else { return false }
    if whole >= other.whole { return true }
    // One dump that stood there twice, as a text and as its lines.
    return whole >= distinct && other.dumpCount <= 2 && other.total <= 2 * distinct + 1
  }

  /// Which of two intermediate texts is tried on first.
  func isMorePromising(than other: ReadingQuality) -> Bool {
    (distinct - faults, whole) > (other.distinct - other.faults, other.whole)
  }
}

extension String {
  /// Whether a function's name has what stands around dumps and in no name of Go's: escapes, quotes,
  /// entities, bars, blanks of other kinds.
  fileprivate var isOdd: Bool {
    var isFirst = true
    for scalar in unicodeScalars {
      // Type arguments have blanks, quotes and more.
      if scalar == "[" { return false }
      defer { isFirst = false }
      if scalar.value <= 0x20 { return true }
      switch scalar {
      case "\\", "\"", "&", "=", "|", "│", "┃", "▏", "\u{a0}", "\u{feff}", "\u{ad}", "\u{1b}",
        "\u{2000}"..."\u{200f}", "\u{2028}"..."\u{202f}", "\u{2060}":
        return true
      case "'", "`", ">", "#", "-", "+", ":", ",", ";":
        if isFirst { return true }
      default: break
      }
    }
    return false
  }
}
