/// A piece of HTML. What is interpolated into its literal is escaped, unless it is such a piece
/// itself: no text of a dump becomes markup because somebody forgot.
///
/// ```swift
/// let cell: Markup = "<td title=\"\(file)\">\(function)</td>"
/// ```
struct Markup: ExpressibleByStringInterpolation, Sendable {
  private(set) var html: String

  init(stringLiteral literal: String) { html = literal }
  init(stringInterpolation pieces: StringInterpolation) { html = pieces.html }

  /// The pieces of a literal.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var html = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { html += literal }
    mutating func appendInterpolation(_ text: String) { html += Markup.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { html += String(number) }
    mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    mutating func appendInterpolation(_ list: [Markup]) { for piece in list { html += piece.html } }
  }

  static func + (a: Markup, b: Markup) -> Markup { "\(a)\(b)" }
  static func += (a: inout Markup, b: Markup) { a.html += b.html }

  /// A text as it stands in an element or between the quotes of an attribute, with what could steer
  /// the reader shown as its escape.
  static func escaped(_ text: String) -> String {
    let text = Sanitizer.sanitized(text)
    guard text.utf8.contains(where: isSpecial) else { return text }
    var safe = ""
    safe.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
