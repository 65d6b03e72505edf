import GoroutineDump

/// The arguments that a dump keeps of some goroutines, and who carries which address.
struct ArgumentIndex: Sendable {
  /// In the order of the text.
  private let details: [GoroutineDetail]
  private let knownCarriers = Deferred<[UInt64: [Int]]>()

  init(_ dump: Dump) { details = dump.details }

  /// Smaller numbers are no addresses.
  static let leastAddress: UInt64 = 0x1_0000

  /// Goroutines of a group whose arguments are looked at.
  static let rowLimit = 64

  /// Whether arguments of any goroutine are known.
  var isEmpty: Bool { details.isEmpty }

  /// The arguments of the goroutine at a position, where they are known.
  func detail(of row: Int) -> GoroutineDetail? {
    let place = details.partitioningIndex { $0.row >= row }
    return place < details.count && details[place].row == row ? details[place] : nil
  }

  /// The arguments of some of a group's goroutines: the first of each stack are kept.
  func details(ofGroup group: Int, _ analysis: DumpAnalysis) -> [GoroutineDetail] {
    analysis.rows(of: analysis.groups[group]).prefix(Self.rowLimit).compactMap {
      detail(of: Int($0))
    }
  }

  /// The positions of the goroutines that carry an address in a frame of the program, in order.
  func carriers(_ context: AnalysisContext) -> [UInt64: [Int]] {
    knownCarriers.value {
      let analysis = context.analysis
      var carriers: [UInt64: [Int]] = [:]
      for detail in details {
        guard let group = context.group(of: detail.row) else { continue }
        let frames = analysis.frames(of: analysis.groups[group])
        for (frame, arguments) in zip(frames, detail.frames)
        where !analysis.functions[Int(frame.function)].isStandardLibrary {
          for argument in arguments
          where argument.value >= Self.leastAddress && carriers[argument.value]?.last != detail.row
          {
            carriers[argument.value, default: []].append(detail.row)
          }
        }
      }
      return carriers
    }
  }
}

extension GoroutineDetail {
  /// The first argument of a frame, where it is certainly an address: a method's receiver.
  func receiver(at depth: Int) -> UInt64? {
    guard depth < frames.count, let first = frames[depth].first, !first.isUncertain,
      first.value >= ArgumentIndex.leastAddress
    else { return nil }
    return first.value
  }

  /// How many words a frame prints: the same for all calls of a function, unless somebody has shortened
  /// the text.
  func words(at depth: Int) -> Int { depth < frames.count ? frames[depth].count : 0 }
}

extension AnalysisContext {
  /// The group of the goroutine at a position of the text.
  func group(of row: Int) -> Int? {
    groupBySample[Int(analysis.dump.goroutines[row].sample)]
  }
}
