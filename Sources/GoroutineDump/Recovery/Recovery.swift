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
  private static let mostReadings = 120

  private struct Candidate {
    var text: [UInt8]
    var names: [String]
    var isOpen: Bool
    var quality: ReadingQuality
    var input: DumpInput?
  }

  /// Whether a text that holds no dump as it stands may hold one in another form.
  static func mayHoldDump(_ text: [UInt8]) -> Bool {
    guard !text.isEmpty else { return false }
    // The last three are `goroutine` in base64, wherever it starts; the others, its bytes as numbers.
    return text.has("goroutine") || text.has(" @ 0x") || text.has("103, 111, 114")
      || text.has("goroutin\u{1b}")
      || text.has("103 111 114") || text.has("103,111,114") || text.has("Z29yb3V0aW5l")
      || text.has("dvcm91dGluZ") || text.has("nb3JvdXRpbm")
  }

  /// The best reading of a text, or nil where none is better than the first.
  static func read(_ text: [UInt8], first: DumpInput?, path: String) -> DumpInput? {
    let start = first.map { ReadingQuality($0) } ?? .none
    guard !start.isPerfect, mayHoldDump(text) else { return nil }
    var best = Candidate(text: [], names: [], isOpen: false, quality: start)
    var frontier = [Candidate(text: text, names: [], isOpen: false, quality: start)]
    var seen: Set<Int> = [text.hashValue]
    var readings = 0
    for _ in 0..<mostSteps where !best.quality.isPerfect || best.input == nil {
      var found: [Candidate] = []
      for candidate in frontier {
        for form in TextForm.all {
          for reading in form.readings(candidate.text) {
            guard readings < mostReadings, !reading.text.isEmpty,
              reading.text.count <= longestText * 2, seen.insert(reading.text.hashValue).inserted
            else { continue }
            readings += 1
            let input = try? DumpReader.readPlainly(reading.text, path: path)
            let next = Candidate(
              text: reading.text, names: candidate.names + [reading.name],
              isOpen: candidate.isOpen || reading.isOpen,
              quality: input.map { ReadingQuality($0) } ?? .none, input: input)
            if next.quality.isBetter(than: best.quality) { best = next }
            found.append(next)
          }
        }
      }
      found.sort { $0.quality.isMorePromising(than: $1.quality) }
      frontier = Array(found.prefix(breadth))
    }
    guard var input = best.input else { return nil }
    input.wrapping = best.names + input.wrapping
    if best.isOpen, let last = input.dumps.indices.last {
      input.dumps[last].isTruncated = true
      input.dumps[last].problems.append(
        Problem(
          kind: .truncated, line: 0,
          message: "the record that the dump stands in has no end: what came behind is missing, "
            + "every count is a lower bound"))
    }
    return input
  }
}
