import Testing

@testable import GoroutineDump

/// The only dump of a text.
func read(_ text: String) throws -> Dump {
  let dumps = try readAll(text).dumps
  try #require(dumps.count == 1)
  return dumps[0]
}

/// All dumps of a text.
func readAll(_ text: String) throws -> DumpInput {
  try DumpReader(threads: 1).read(bytes: Array(text.utf8))
}

extension Dump {
  /// The sample of a goroutine, by its place in the text.
  func sample(_ row: Int = 0) -> Sample { samples[Int(goroutines[row].sample)] }

  /// The state of a goroutine as reports name it.
  func state(_ row: Int = 0) -> String { sample(row).state.name }

  /// The stack of a goroutine as `function file:line`, innermost first, then its creator.
  func stack(_ row: Int = 0) -> [String] { stack(of: sample(row)) }

  /// The same of a sample.
  func stack(of sample: Sample) -> [String] {
    let stack = symbols.stacks[Int(sample.stack)]
    var lines = symbols.frames(of: stack).map(place)
    if let creator = symbols.creator(of: stack) { lines.append("created by " + place(creator)) }
    return lines
  }

  /// The labels of a goroutine as `key=value`.
  func labels(_ row: Int = 0) -> [String] {
    labels(of: sample(row)).map { "\($0.key)=\($0.value)" }
  }

  /// How many goroutines are in each state.
  var stateCounts: [String: Int] {
    samples.reduce(into: [:]) { $0[$1.state.name, default: 0] += $1.count }
  }

  var elidedFrames: [Int] {
    goroutines.indices.map { Int(symbols.stacks[Int(sample($0).stack)].elidedFrames) }
  }

  private func place(_ frame: Frame) -> String {
    let file = symbols.file(of: frame)
    let name = symbols.function(of: frame)
    return file.isEmpty ? name : "\(name) \(file):\(frame.line)"
  }
}
