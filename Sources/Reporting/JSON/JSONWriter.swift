/// Writes JSON piece by piece, in the order of the calls, into a ``ReportOutput``.
///
/// The caller keeps the structure right: a key before each value of an object, an end for each
/// beginning. Commas and line breaks are the writer's. Elements of an array that was begun with
/// `onLines` stand on a line each, which keeps a report readable, and its differences small.
struct JSONWriter: ~Copyable {
  var output: ReportOutput
  private var scratch: [UInt8] = []
  private var levels: [Level] = []
  private var isAfterKey = false

  private struct Level {
    var isEmpty = true
    var isOnLines: Bool
  }

  init(_ output: consuming ReportOutput) {
    self.output = output
  }

  mutating func beginObject(onLines: Bool = false) { begin("{", onLines) }
  mutating func endObject() { end("}") }
  mutating func beginArray(onLines: Bool = false) { begin("[", onLines) }
  mutating func endArray() { end("]") }

  mutating func key(_ name: String) {
    separate()
    quote(name)
    output.write(ascii: UInt8(ascii: ":"))
    output.write(ascii: UInt8(ascii: " "))
    isAfterKey = true
  }

  mutating func value(_ text: String) {
    separate()
    quote(text)
  }

  mutating func value(_ number: Int) {
    separate()
    output.write(number)
  }

  mutating func value(_ number: UInt64) {
    separate()
    output.write(number)
  }

  mutating func value(_ truth: Bool) {
    separate()
    output.write(truth ? "true" : "false")
  }

  /// A value that is JSON already.
  mutating func value(json piece: ArraySlice<UInt8>) {
    separate()
    output.write(utf8: piece)
  }

  mutating func member(_ name: String, _ text: String) {
    key(name)
    value(text)
  }

  mutating func member(_ name: String, _ number: Int) {
    key(name)
    value(number)
  }

  /// A member with a number that need not be whole, to three places.
  mutating func member(_ name: String, _ number: Double) {
    key(name)
    let rounded = (number * 1000).rounded() / 1000
    let text =
      rounded == rounded.rounded() && rounded.magnitude < 1e15
      ? String(Int(rounded)) : String(rounded)
    value(json: Array(text.utf8)[...])
  }

  mutating func member(_ name: String, _ truth: Bool) {
    key(name)
    value(truth)
  }

  /// Ends the text and hands it on.
  mutating func finish() {
    output.write("\n")
    output.flush()
  }

  private mutating func quote(_ text: String) {
    scratch.removeAll(keepingCapacity: true)
    JSONText.append(text, to: &scratch)
    output.write(utf8: scratch[...])
  }

  private mutating func begin(_ bracket: Unicode.Scalar, _ onLines: Bool) {
    separate()
    output.write(ascii: UInt8(ascii: bracket))
    levels.append(Level(isOnLines: onLines))
  }

  private mutating func end(_ bracket: Unicode.Scalar) {
    let level = levels.removeLast()
    if level.isOnLines, !level.isEmpty { breakLine() }
    output.write(ascii: UInt8(ascii: bracket))
  }

  /// What stands between a value and the one before it.
  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    guard let last = levels.indices.last else { return }
    let isFirst = levels[last].isEmpty
    levels[last].isEmpty = false
    if !isFirst { output.write(ascii: UInt8(ascii: ",")) }
    if levels[last].isOnLines {
      breakLine()
    } else if !isFirst {
      output.write(ascii: UInt8(ascii: " "))
    }
  }

  private mutating func breakLine() {
    output.write(ascii: UInt8(ascii: "\n"))
    for _ in levels { output.write(ascii: UInt8(ascii: " ")) }
  }
}
