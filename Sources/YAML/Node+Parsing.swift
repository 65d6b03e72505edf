extension Node {
  /// The document of a text.
  ///
  /// - Returns: nil where there is nothing but comments.
  /// - Throws: ``YAMLError`` where it is not YAML, a key is no text or stands twice, an alias has no
  ///   anchor, there is a second document, or there is more than people write by hand: 1 MiB, 64
  ///   levels, 100,000 nodes with those behind aliases.
  public static func parse(_ text: String) throws(YAMLError) -> Node? {
    try parse(text.utf8.span)
  }

  /// The document of a text in UTF-8 that follows `lineOffset` other lines of its file.
  ///
  /// - Throws: ``YAMLError``, as ``parse(_:)`` does.
  public static func parse(
    _ text: Span<UInt8>, lineOffset: Int = 0
  ) throws(YAMLError) -> Node? {
    guard text.count <= Limits.bytes else {
      throw YAMLError(line: 0, message: "larger than 1 MiB")
    }
    // The reader does not outlive the bytes.
    return try unsafe text.withUnsafeBufferPointer { bytes throws(YAMLError) in
      var composer = unsafe Composer(EventReader(bytes, lineOffset: lineOffset))
      return try composer.root()
    }
  }
}

/// Makes nodes of events.
private struct Composer: ~Copyable {
  private var events: EventReader
  /// The nodes with anchors so far, each with how many nodes it is made of.
  private var anchors: [String: (node: Node, count: Int)] = [:]
  /// How many nodes there are so far.
  private var count = 0

  init(_ events: consuming EventReader) { self.events = events }

  /// The only document.
  mutating func root() throws(YAMLError) -> Node? {
    var root: Node?
    while true {
      let event = try events.next()
      switch event.kind {
      case .streamEnd: return root
      case .documentStart:
        guard root == nil else {
          throw YAMLError(line: event.line, message: "expected one document, found a second")
        }
        root = try node(try events.next(), depth: 0)
      default: continue
      }
    }
  }

  private mutating func node(
    _ event: EventReader.Event, depth: Int
  ) throws(YAMLError) -> Node {
    guard depth < Limits.depth else {
      throw YAMLError(line: event.line, message: "nested more than \(Limits.depth) levels deep")
    }
    let before = count
    try add(1, event.line)
    switch event.kind {
    case .scalar(let text, let isPlain, let anchor):
      let node = Node(.scalar(text, isPlain: isPlain), line: event.line)
      return keep(node, anchor, since: before)
    case .sequenceStart(let anchor):
      var nodes: [Node] = []
      while true {
        let next = try events.next()
        if case .sequenceEnd = next.kind { break }
        nodes.append(try node(next, depth: depth + 1))
      }
      return keep(Node(.sequence(nodes), line: event.line), anchor, since: before)
    case .mappingStart(let anchor):
      let pairs = try pairs(depth: depth)
      return keep(Node(.mapping(pairs), line: event.line), anchor, since: before)
    case .alias(let name):
      guard let (node, nodes) = anchors[name] else {
        throw YAMLError(
          line: event.line, message: "unknown anchor: *\(name) needs &\(name) before it")
      }
      try add(nodes, event.line)
      return node
    default: throw YAMLError(line: event.line, message: "expected a value")
    }
  }

  private mutating func pairs(depth: Int) throws(YAMLError) -> [(key: String, value: Node)] {
    var pairs: [(key: String, value: Node)] = []
    var known: Set<String> = []
    while true {
      let next = try events.next()
      if case .mappingEnd = next.kind { return pairs }
      guard let key = try node(next, depth: depth + 1).scalar else {
        throw YAMLError(line: next.line, message: "expected a plain key")
      }
      guard known.insert(key).inserted else {
        throw YAMLError(line: next.line, message: "duplicate key: \(key)")
      }
      pairs.append((key, try node(try events.next(), depth: depth + 1)))
    }
  }

  private mutating func keep(_ node: Node, _ anchor: String?, since before: Int) -> Node {
    if let anchor { anchors[anchor] = (node, count - before) }
    return node
  }

  private mutating func add(_ nodes: Int, _ line: Int) throws(YAMLError) {
    count += nodes
    guard count <= Limits.nodes else {
      throw YAMLError(line: line, message: "more than \(Limits.nodes) values")
    }
  }
}
