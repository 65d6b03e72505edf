/// A piece of text, safe to show, and how it looks.
struct Ink {
  /// How a piece of text stands out.
  enum Style {
    case plain, bold, dim
    case error, warning, note, good
    /// A file and line.
    case place
    case bar

    /// The parameters of the ANSI sequence that begins it; nil for none.
    var code: String? {
      switch self {
      case .plain: nil
      case .bold: "1"
      case .dim: "2"
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      case .good: "32"
      case .place: "36"
      case .bar: "34"
      }
    }
  }

  let text: String
  let style: Style
  let width: Int
  /// The file that the piece names, where a terminal can open it.
  let link: String?

  /// A piece; control characters are made visible here, so that none reaches the terminal.
  init(_ text: String, _ style: Style = .plain, link: String? = nil) {
    self.text = Sanitizer.sanitized(text)
    self.style = style
    self.link = link
    width = self.text.displayWidth
  }
}

extension [Ink] {
  /// The columns that the pieces take, one behind the other.
  var width: Int { reduce(0) { $0 + $1.width } }
}
