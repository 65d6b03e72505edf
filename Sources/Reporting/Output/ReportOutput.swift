/// Gathers a report's bytes and hands them on in large pieces.
///
/// ```swift
/// var output = ReportOutput { piece in file.write(piece) }
/// output.write("4 goroutines\n")
/// output.flush()
/// ```
///
/// Where the pieces go, and what happens when they cannot be written, is the receiver's affair: a
/// report is written as if nothing could fail.
public struct ReportOutput: ~Copyable {
  private var bytes: [UInt8] = []
  private let receive: ([UInt8]) -> Void
  static let pieceSize = 64 << 10

  /// An output that calls `receive` for each piece, of some 64 KiB and never empty.
  public init(_ receive: @escaping ([UInt8]) -> Void) {
    self.receive = receive
    bytes.reserveCapacity(Self.pieceSize + 4096)
  }

  /// Adds a text.
  public mutating func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    flushIfFull()
  }

  /// Adds bytes that are UTF-8.
  mutating func write(utf8 piece: ArraySlice<UInt8>) {
    bytes.append(contentsOf: piece)
    flushIfFull()
  }

  /// Adds an ASCII character.
  mutating func write(ascii byte: UInt8) { bytes.append(byte) }

  /// Adds a number in decimal digits.
  mutating func write(_ number: Int) {
    guard number >= 0 else { return write(String(number)) }
    write(UInt64(number))
  }

  /// Adds a number in decimal digits.
  mutating func write(_ number: UInt64) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
    flushIfFull()
  }

  /// Hands on what is left.
  public mutating func flush() {
    guard !bytes.isEmpty else { return }
    receive(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func flushIfFull() {
    if bytes.count >= Self.pieceSize { flush() }
  }
}
