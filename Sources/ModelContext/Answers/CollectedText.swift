import Reporting
import Synchronization

/// The text that a report writes, as far as anybody will read it.
enum CollectedText {
  /// Bytes that are kept: whoever needs more asks for less at a time.
  private static let most = 4 << 20

  static func of(_ write: (consuming ReportOutput) -> Void) -> String {
    let bytes = Mutex<[UInt8]>([])
    write(
      ReportOutput { piece in
        bytes.withLock { if $0.count < most { $0 += piece } }
      })
    var text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  /// Notes, and a report below them.
  static func of(notes: [String], _ write: (consuming ReportOutput) -> Void) -> String {
    let lines = notes.map { "note: " + Sanitizer.sanitized($0) + "\n" }
    return lines.joined() + of(write)
  }
}
