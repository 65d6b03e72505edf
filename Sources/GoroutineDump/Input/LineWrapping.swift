/// What stands around each line of a dump, and is taken off before the line is read.
enum LineWrapping: Sendable {
  case none

  /// Whether lines stand as they are.
  var isNone: Bool { true }
  /// Its name for the report, or nil for none.
  var name: String? { nil }
  /// Whether the line feeds of the dump are written as `\n`.
  var isEscaped: Bool { false }

  /// The wrapping of a dump whose first goroutine stands in the chunk; nil where none stands there.
  init?(detectedIn bytes: Span<UInt8>, length: Int) { self = .none }

  /// Takes the wrapping off a chunk.
  func unwrap(_ bytes: Span<UInt8>, into text: inout [UInt8]) {}
}
