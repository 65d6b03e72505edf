/// Looks for the dump in a text that was not understood as it stands: taken out of records, turned
/// round, freed of what an editor or a mail program put in.
///
/// It works on a text in memory and reads each candidate as any other input, so it is tried only where
/// the first reading had faults: what every plain dump is spared.
struct Recovery {
  /// Of larger texts only the beginning is searched for the form: what a candidate costs grows with them.
  static let longestText = 16 << 20
  /// Larger texts are not taken out of their form: it takes up to six times their size of memory.
  static let longestRewritten = 128 << 20
  /// So much of a large text shows its form.
  static let sampleLength = 1 << 20
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
    var steps: [Form.Step]
    var isOpen: Bool
    var quality: ReadingQuality
    var input: DumpInput?
  }

  /// How a dump is taken out of a text: forms, outermost first.
  struct Form {
    /// One of ``TextForm/all``, and which of its readings.
    struct Step {
      var form: Int
      var name: String
    }

    var steps: [Step]
    /// Whether it makes whole most of the goroutines that are read.
    var isCertain: Bool
  }

  /// Reads a text as it stands; nil where it holds no dump.
  let readPlainly: ([UInt8]) -> DumpInput?

  /// Whether a text that holds no dump as it stands may hold one in another form.
  static func mayHoldDump(_ text: [UInt8]) -> Bool {
    guard !text.isEmpty else { return false }
    // A frame has an offset, whatever was put into the words before it. The last three are `goroutine` in
    // base64, wherever it starts, the one before it gzip.
    return text.has("goroutine") || text.has(" @ 0x") || text.has("+0x") || hasNumbers(text)
      || text.has("H4sI") || text.has("Z29yb3V0aW5l") || text.has("dvcm91dGluZ")
      || text.has("nb3JvdXRpbm")
  }

  /// Whether `gor` stands there as the numbers of its bytes, with blanks, commas or line feeds between.
  private static func hasNumbers(_ text: [UInt8]) -> Bool {
    let bytes = text.span
    var cursor = 0
    while true {
      cursor = bytes.firstIndex(of: "103", from: cursor, before: text.count)
      guard cursor < text.count else { return false }
      cursor += 3
      var next = cursor
      while next < text.count, text[next] <= 32 || text[next] == UInt8(ascii: ",") { next += 1 }
      guard next > cursor, bytes.has("111", at: next) else { continue }
      next += 3
      while next < text.count, text[next] <= 32 || text[next] == UInt8(ascii: ",") { next += 1 }
      if bytes.has("114", at: next) { return true }
    }
  }

  /// The best reading of a text, or nil where none is better than the first.
  func read(_ text: [UInt8], first: DumpInput?) -> (input: DumpInput, form: Form)? {
    guard Self.mayHoldDump(text) else { return nil }
    let start = first.map { ReadingQuality($0) } ?? .none
    var best = Candidate(text: [], steps: [], isOpen: false, quality: start)
    var frontier = [Candidate(text: text, steps: [], isOpen: false, quality: start)]
    var seen: Set<UInt64> = [Self.hash(text)]
    var bytesLeft = Self.mostBytes
    search: for _ in 0..<Self.mostSteps {
      var found: [Candidate] = []
      for candidate in frontier {
        for (number, form) in TextForm.all.enumerated() where bytesLeft > 0 {
          for reading in form.readings(candidate.text) {
            guard !reading.text.isEmpty, reading.text.count <= Self.longestText * 2,
              seen.insert(Self.hash(reading.text)).inserted
            else { continue }
            // A short text is not read without end either.
            bytesLeft -= reading.text.count + Self.mostBytes / Self.mostReadings
            var next = Candidate(
              text: reading.text,
              steps: candidate.steps + [Form.Step(form: number, name: reading.name)],
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
    input.wrapping = best.steps.map(\.name) + input.wrapping
    if best.isOpen { Self.tellOpen(&input) }
    return (
      input, Form(steps: best.steps, isCertain: best.quality.whole > 2 * start.whole)
    )
  }

  /// The form of a text of which the beginning is given; nil where it is best read as it stands.
  func form(of sample: [UInt8]) -> Form? {
    read(sample, first: readPlainly(sample))?.form
  }

  /// The reading of a text in a form that is known, or nil where it is no better than the first.
  func read(_ text: [UInt8], in form: Form, first: DumpInput?) -> DumpInput? {
    var text = text
    for step in form.steps.dropLast() {
      let readings = TextForm.all[step.form].readings(text)
      guard let next = readings.first(where: { $0.name == step.name }) else { return nil }
      text = next.text
    }
    guard let last = form.steps.last else { return nil }
    var best = first.map { ReadingQuality($0) } ?? .none
    var found: DumpInput?
    for reading in TextForm.all[last.form].readings(text) where reading.name == last.name {
      guard var input = readPlainly(reading.text) else { continue }
      let quality = ReadingQuality(input)
      guard quality.isBetter(than: best) else { continue }
      input.wrapping = form.steps.map(\.name) + input.wrapping
      if reading.isOpen { Self.tellOpen(&input) }
      best = quality
      found = input
    }
    return found
  }

  private static func tellOpen(_ input: inout DumpInput) {
    guard let last = input.dumps.indices.last else { return }
    input.dumps[last].truncate(
      "the record that contains the dump is cut off; every count is a lower bound")
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
