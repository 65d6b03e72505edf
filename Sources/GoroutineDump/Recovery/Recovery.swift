/// Looks for the dump in a text that was not understood as it stands: taken out of records, turned
/// round, freed of what an editor or a mail program put in.
///
/// It works on a text in memory and reads each candidate as any other input, so it is tried only where
/// the first reading had faults: what every plain dump is spared.
struct Recovery {
  /// Larger texts are read as they stand: what a candidate costs grows with them.
  static let longestText = 16 << 20
  /// Forms around one another: a mail with a page with records has three.
  private static let mostSteps = 3
  /// Texts of one step that are tried further.
  private static let breadth = 6
  /// Readings of one input.
  private static let mostReadings = 60
  /// Bytes of all of them: they take seconds, and not minutes, where the text is large.
  private static let mostBytes = 256 << 20

  private struct Candidate {
    var text: [UInt8]
    var names: [String]
    var isOpen: Bool
    var quality: ReadingQuality
    var input: DumpInput?
  }

  /// Reads a text as it stands; nil where it holds no dump.
  let readPlainly: ([UInt8]) -> DumpInput?

  /// Whether a text that holds no dump as it stands may hold one in another form.
  static func mayHoldDump(_ text: [UInt8]) -> Bool {
    guard !text.isEmpty else { return false }
    // A frame has an offset, whatever was put into the words before it. The last three are `goroutine` in
    // base64, wherever it starts, the one before it gzip; the others, its bytes as numbers.
    return text.has("goroutine") || text.has(" @ 0x") || text.has("+0x")
      || text.has("103, 111, 114") || text.has("103 111 114") || text.has("103,111,114")
      || text.has("H4sI") || text.has("Z29yb3V0aW5l") || text.has("dvcm91dGluZ")
      || text.has("nb3JvdXRpbm")
  }

  /// The best reading of a text, or nil where none is better than the first.
  func read(_ text: [UInt8], first: DumpInput?) -> DumpInput? {
    guard Self.mayHoldDump(text) else { return nil }
    let start = first.map { ReadingQuality($0) } ?? .none
    var best = Candidate(text: [], names: [], isOpen: false, quality: start)
    var frontier = [Candidate(text: text, names: [], isOpen: false, quality: start)]
    var seen: Set<UInt64> = [Self.hash(text)]
    var bytesLeft = Self.mostBytes
    search: for _ in 0..<Self.mostSteps {
      var found: [Candidate] = []
      for candidate in frontier {
        for form in TextForm.all where bytesLeft > 0 {
          for reading in form.readings(candidate.text) {
            guard !reading.text.isEmpty, reading.text.count <= Self.longestText * 2,
              seen.insert(Self.hash(reading.text)).inserted
            else { continue }
            // A short text is not read without end either.
            bytesLeft -= reading.text.count + Self.mostBytes / Self.mostReadings
            var next = Candidate(
              text: reading.text, names: candidate.names + [reading.name],
              isOpen: candidate.isOpen || reading.isOpen, quality: .none,
              input: readPlainly(reading.text))
            if let input = next.input { next.quality = ReadingQuality(input) }
            if next.quality.isBetter(than: best.quality) { best = next }
            // Nothing is better than what was understood whole.
            if best.input != nil, best.quality.isPerfect { break search }
            next.input = nil
            found.append(next)
          }
          Self.keepMostPromising(&found)
        }
      }
      frontier = found
    }
    guard var input = best.input else { return nil }
    input.wrapping = best.names + input.wrapping
    if best.isOpen, let last = input.dumps.indices.last {
      input.dumps[last].truncate(
        "the record that contains the dump is cut off; every count is a lower bound")
    }
    return input
  }

  private static func hash(_ text: [UInt8]) -> UInt64 {
    text.span.hash(from: 0, to: text.count, seed: 0)
  }

  /// Texts are as large as the input: only those that are tried further are kept.
  private static func keepMostPromising(_ found: inout [Candidate]) {
    // By their places as well: what is equally good stays in the order of the forms.
    let order = found.enumerated().sorted { a, b in
      a.element.quality.isMorePromising(than: b.element.quality)
        || !b.element.quality.isMorePromising(than: a.element.quality) && a.offset < b.offset
    }
    found = order.prefix(breadth).map(\.element)
  }
}
