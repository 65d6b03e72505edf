import CReportTemplate

/// The page that every HTML report is written into: `report.html`, its style and its script.
enum HTMLTemplate {
  /// A part of a page that each report has its own of, as `{{name}}` in `report.html`.
  enum Slot: String, CaseIterable {
    case title, style, summary, details, tool, data, script
  }

  /// The page between the slots.
  enum Piece: Sendable {
    case text(String)
    case slot(Slot)
  }

  // The bytes of all three are constants of the program.
  static let style = unsafe text(report_style())
  static let script = unsafe text(report_script())
  static let pieces = unsafe pieces(of: text(report_page()))

  /// Unsafe, since the count must be that of the bytes.
  private static func text(_ text: report_text) -> String {
    let bytes = unsafe UnsafeBufferPointer(start: text.bytes, count: text.count)
    return unsafe String(decoding: bytes, as: UTF8.self)
  }

  private static func pieces(of page: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = page[...]
    while let open = rest.firstRange(of: "{{"), let close = rest.firstRange(of: "}}") {
      pieces.append(.text(String(rest[..<open.lowerBound])))
      if let slot = Slot(rawValue: String(rest[open.upperBound..<close.lowerBound])) {
        pieces.append(.slot(slot))
      }
      rest = rest[close.upperBound...]
    }
    pieces.append(.text(String(rest)))
    return pieces
  }
}
