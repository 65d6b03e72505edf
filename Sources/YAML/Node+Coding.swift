extension Node {
  /// The node in a form that reads ten times as fast as YAML, for what is parsed when a program is
  /// built: kind, line, length and content, one node after the other.
  public var encoded: String {
    switch content {
    case .scalar(let text, let isPlain):
      "\(isPlain ? "p" : "q")\(line) \(text.utf8.count):\(text)"
    case .sequence(let nodes):
      "[\(line) \(nodes.count):" + nodes.map(\.encoded).joined()
    case .mapping(let pairs):
      "{\(line) \(pairs.count):"
        + pairs.map { "\($0.key.utf8.count):\($0.key)" + $0.value.encoded }.joined()
    }
  }

  /// The node of what ``encoded`` has made; nil for anything else.
  public init?(encoded text: String) {
    var position = 0
    guard let node = Decoder.node(text.utf8.span, &position, depth: 0) else { return nil }
    self = node
  }
}

/// Reads encoded nodes.
private enum Decoder {
  /// The node that begins at a position, which goes behind it.
  static func node(_ bytes: Span<UInt8>, _ position: inout Int, depth: Int) -> Node? {
    guard depth < Limits.depth, position < bytes.count else { return nil }
    let kind = bytes[position]
    position += 1
    guard let line = number(bytes, &position, before: UInt8(ascii: " ")),
      let count = number(bytes, &position, before: UInt8(ascii: ":"))
    else { return nil }
    switch kind {
    case UInt8(ascii: "p"), UInt8(ascii: "q"):
      guard let text = text(bytes, &position, count) else { return nil }
      return Node(.scalar(text, isPlain: kind == UInt8(ascii: "p")), line: line)
    case UInt8(ascii: "["):
      var nodes: [Node] = []
      nodes.reserveCapacity(min(count, bytes.count))
      for _ in 0..<count {
        guard let node = node(bytes, &position, depth: depth + 1) else { return nil }
        nodes.append(node)
      }
      return Node(.sequence(nodes), line: line)
    case UInt8(ascii: "{"):
      var pairs: [(key: String, value: Node)] = []
      pairs.reserveCapacity(min(count, bytes.count))
      for _ in 0..<count {
        guard let length = number(bytes, &position, before: UInt8(ascii: ":")),
          let key = text(bytes, &position, length),
          let value = node(bytes, &position, depth: depth + 1)
        else { return nil }
        pairs.append((key, value))
      }
      return Node(.mapping(pairs), line: line)
    default: return nil
    }
  }

  /// A number, and the sign behind it.
  private static func number(
    _ bytes: Span<UInt8>, _ position: inout Int, before end: UInt8
  ) -> Int? {
    var number = 0
    while true {
      guard position < bytes.count else { return nil }
      if bytes[position] == end { break }
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit <= 9, number < 1 << 30 else { return nil }
      number = number * 10 + Int(digit)
      position += 1
    }
    position += 1
    return number
  }

  private static func text(
    _ bytes: Span<UInt8>, _ position: inout Int, _ count: Int
  ) -> String? {
    guard position <= bytes.count, count <= bytes.count - position else { return nil }
    defer { position += count }
    // The string copies the bytes.
    return unsafe bytes.extracting(position..<(position + count)).withUnsafeBufferPointer {
      unsafe String(decoding: $0, as: UTF8.self)
    }
  }
}
