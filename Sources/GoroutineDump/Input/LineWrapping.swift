/// What stands around the lines of a dump, and is taken off before they are read: layers, outermost
/// first, as a log writes one around the other.
struct LineWrapping: Sendable {
  /// Lines stand as they are.
  static let none = LineWrapping(layers: [])

  var layers: [WrappingLayer]

  /// Whether lines stand as they are.
  var isNone: Bool { layers.isEmpty }
  /// The layers' names for the report.
  var names: [String] { layers.map(\.name) }
  /// Whether headers of goroutines can be taken for what stands around them: then those that stood
  /// there before are counted as well.
  var mayLoseHeaders: Bool {
    if layers.count == 1, case .prefix(let prefix) = layers[0] { return prefix.mayHideHeader }
    return !layers.isEmpty
  }
  /// Whether the dump's lines are fewer or more than those that wrap them.
  var changesLines: Bool {
    if layers.count == 1, case .prefix(let prefix) = layers[0] { return prefix.marksPartialLines }
    return !layers.isEmpty
  }
  /// Whether the line feeds of the dump are escaped, so that a line can hold many goroutines.
  var isEscaped: Bool { layers.contains { $0.isEscaped } }

  /// Takes all layers off a chunk; the text ends with a line feed. True where the string that its end
  /// stands in is not closed.
  @discardableResult
  func unwrap(_ bytes: Span<UInt8>, into text: inout [UInt8]) -> Bool {
    guard let outermost = layers.first else { return false }
    var origins = PieceOrigins(isKept: false)
    outermost.unwrap(bytes, into: &text, &origins)
    var inner: [UInt8] = []
    for layer in layers.dropFirst() {
      swap(&text, &inner)
      layer.unwrap(inner.span, into: &text, &origins)
    }
    if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    return origins.leavesStringOpen
  }
}

/// One kind of wrapping. What does not have it is left as it is: the lines of another program stand
/// between those of the dump.
enum WrappingLayer: Sendable {
  /// Before every line stands a text of one shape: a time, a host, a container, quote marks.
  case prefix(LinePrefix)
  /// Every line is in a quoted field of a record.
  case field(QuotedField)
  /// Several lines in one, with `\n` between them.
  case escapes(EscapedText)
  /// As syslog daemons write control characters: `#011`.
  case octalEscapes
  /// Colours of a terminal.
  case colours
  /// A terminal broke the lines that were too wide for it.
  case softWraps(SoftWraps)

  /// The name for the report.
  var name: String {
    switch self {
    case .prefix(let prefix): prefix.name
    case .field(let field): field.name
    case .escapes: "escaped text"
    case .octalEscapes: "syslog escapes"
    case .colours: "terminal colours"
    case .softWraps: "soft wraps"
    }
  }

  /// Whether it escapes line feeds.
  var isEscaped: Bool {
    switch self {
    case .escapes, .octalEscapes: true
    case .prefix, .field, .colours, .softWraps: false
    }
  }

  /// Whether what stands in a text is written over, and not added to.
  private var writesOver: Bool {
    switch self {
    case .prefix: true
    case .field, .escapes, .octalEscapes, .colours, .softWraps: false
    }
  }

  /// Takes the layer off; what stood in `text` before is gone.
  func unwrap(_ bytes: Span<UInt8>, into text: inout [UInt8], _ origins: inout PieceOrigins) {
    text.reserveCapacity(bytes.count + 1)
    if !writesOver { text.removeAll(keepingCapacity: true) }
    switch self {
    case .prefix(let prefix): prefix.unwrap(bytes, into: &text, &origins)
    case .field(let field): field.unwrap(bytes, into: &text, &origins)
    case .escapes(let escapes): escapes.unwrap(bytes, into: &text, &origins)
    case .octalEscapes: ControlCodes.unescapeOctal(bytes, into: &text, &origins)
    case .colours: ControlCodes.removeColours(bytes, into: &text, &origins)
    case .softWraps(let wraps): wraps.unwrap(bytes, into: &text, &origins)
    }
  }
}
