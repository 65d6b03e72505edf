/// How well an input was understood, by what a dump of any program has: goroutines with stacks, stacks
/// whose frames have files, counts that sum up.
struct ReadingQuality {
  /// Goroutines by their ids, and stacks of count profiles: what no reading may lose.
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
    self = .counts(of: input)
    var ids: Set<UInt64> = []
    var stacks: Set<UInt64> = []
    for dump in input.dumps {
      for record in dump.goroutines { ids.insert(record.id) }
      guard dump.goroutines.isEmpty else { continue }
      for sample in dump.samples where dump.symbols.stacks[Int(sample.stack)].depth > 0 {
        stacks.insert(UInt64(sample.stack) << 32 | UInt64(sample.labels))
      }
    }
    distinct = ids.count + stacks.count
  }

  /// Whether all of an input was understood, as it is for nearly every one: this looks at no goroutine.
  static func isPerfect(_ input: DumpInput) -> Bool {
    let counts = counts(of: input)
    return counts.faults == 0 && counts.total > 0
  }

  /// Whether everything was understood.
  var isPerfect: Bool { faults == 0 && distinct > 0 }

  private static func counts(of input: DumpInput) -> ReadingQuality {
    var quality = ReadingQuality()
    quality.dumpCount = input.dumps.count
    for (number, dump) in input.dumps.enumerated() {
      quality.faults += dump.problems.count { $0.kind.isFaultOfReading }
      if dump.isTruncated { quality.faults += 1 }
      if !dump.isGoroutineProfile { quality.faults += 1 }
      // The dumps of an input have their names in common.
      if number == 0 { quality.faults += dump.oddNameCount }
      for sample in dump.samples {
        quality.total += sample.count
        if dump.isWhole(sample) {
          quality.whole += sample.count
          if dump.lacksFiles(sample) { quality.faults += 1 }
        } else if !dump.mayBeBare(sample) {
          quality.faults += 1
        }
      }
    }
    return quality
  }

  /// Whether this reading takes the place of another: it loses no goroutine and has fewer faults.
  func isBetter(than other: ReadingQuality) -> Bool {
    if other.distinct == 0 { return distinct > 0 && whole > 0 }
    guard distinct >= other.distinct, whole > 0, faults < other.faults else { return false }
    if whole >= other.whole { return true }
    // One dump that stood there twice, as a text and as its lines, or line by line.
    return faults == 0 && other.dumpCount <= 2 && other.total <= 2 * total + 1
  }

  /// Which of two intermediate texts is tried on first.
  func isMorePromising(than other: ReadingQuality) -> Bool {
    (distinct - faults, whole) > (other.distinct - other.faults, other.whole)
  }
}

extension Problem.Kind {
  /// Whether another reading of the text could be without it.
  fileprivate var isFaultOfReading: Bool {
    switch self {
    case .badHeader, .badFrame, .truncated, .totalMismatch, .damaged, .more: true
    case .cut, .duplicate, .tooLong, .interrupted, .otherProfile: false
    }
  }
}

extension Dump {
  /// Whether a stack has its outermost frame, with a line.
  fileprivate func isWhole(_ sample: Sample) -> Bool {
    let stack = symbols.stacks[Int(sample.stack)]
    guard let outermost = symbols.frameIndices(of: stack).last else { return false }
    return symbols.frames[Int(outermost)].line > 0
  }

  /// Whether some frames of a stack have no file.
  fileprivate func lacksFiles(_ sample: Sample) -> Bool {
    symbols.frameIndices(of: symbols.stacks[Int(sample.stack)]).contains {
      symbols.frames[Int($0)].line == 0
        && symbols.function(of: symbols.frames[Int($0)]) != "non-Go function"
    }
  }

  /// A goroutine that has not run yet has no frame in a count profile.
  fileprivate func mayBeBare(_ sample: Sample) -> Bool {
    goroutines.isEmpty && sample.counters.count <= 1
      && symbols.stacks[Int(sample.stack)].depth == 0
  }

  /// How many names have what stands around dumps and in no name of Go's.
  fileprivate var oddNameCount: Int {
    var odd = 0
    symbols.functions.forEachUTF8 { _, name in if name.isOddFunction { odd += 1 } }
    symbols.files.forEachUTF8 { _, name in if name.isOddFile { odd += 1 } }
    return odd
      + labelSets.joined().count {
        $0.key.isEmpty || $0.key.contains("\"") || $0.value.contains("\u{1b}")
      }
  }
}

extension Span where Element == UInt8 {
  /// Whether a function's name has what stands around dumps and in no name of Go's: escapes, quotes,
  /// entities, bars, blanks of other kinds.
  fileprivate var isOddFunction: Bool {
    guard count > 0 else { return false }
    if "'`>#-+:,;".utf8.contains(self[0]) { return true }
    for index in indices {
      switch self[index] {
      // Type arguments have blanks, quotes and more.
      case UInt8(ascii: "["): return false
      case 0...0x20, UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "&"), UInt8(ascii: "="),
        UInt8(ascii: "|"):
        return true
      case 0xc2, 0xe2, 0xef: if isMarkOrBlank(at: index) { return true }
      default: break
      }
    }
    return false
  }

  fileprivate var isOddFile: Bool {
    for index in indices
    where self[index] < 0x20 || self[index] == UInt8(ascii: "\"")
      || self[index] == UInt8(ascii: "&")
    {
      return true
    }
    return false
  }

  /// Whether a blank of another kind, one without width or a bar begins here: `U+00A0`, `U+200B`, `│`.
  private func isMarkOrBlank(at index: Int) -> Bool {
    has("\u{a0}", at: index) || has("\u{ad}", at: index) || has("\u{feff}", at: index)
      || has("\u{2060}", at: index) || has("│", at: index) || has("┃", at: index)
      || has("▏", at: index)
      || index + 2 < count && self[index] == 0xe2 && self[index + 1] == 0x80
        && ((0x80...0x8f).contains(self[index + 2]) || (0xa8...0xaf).contains(self[index + 2]))
  }
}
