/// Where a walk down a goroutine's stack has come to.
struct StackWalk {
  /// The next line.
  var cursor: Int
  /// The frames so far.
  var node = StackTrie.root
  /// The id of the creator, or 0.
  var creator: UInt64 = 0
  /// The first certain address, or 0.
  var address: UInt64 = 0
  /// Whether ancestors of the goroutine follow its frames.
  var hasAncestors = false
}

extension ChunkParser {
  /// Walks from the line below a header to the end of the goroutine's stack.
  ///
  /// Most goroutines repeat a stack already seen, and most frames are followed by the frame that
  /// followed them the last time: so that one is compared first, then the known ones by their hash.
  /// What is new is mostly another line of a known function; the rest is parsed.
  mutating func walkStack(_ bytes: Span<UInt8>, _ walk: inout StackWalk) {
    while walk.cursor < bytes.count {
      let first = bytes[walk.cursor]
      if first == UInt8(ascii: "\n") || first == UInt8(ascii: "\r") {
        let start = walk.cursor
        if !continuesAfterBlank(bytes, &walk) { return }
        lineCount += bytes.lineFeeds(in: start..<walk.cursor)
        continue
      }
      let guess = trie.nodes[Int(walk.node)].recentChild
      if guess != StackTrie.none, follow(bytes, &walk, guess: guess) { continue }
      if takeBranch(bytes, &walk) { continue }
      let (start, counted) = (walk.cursor, lineCount)
      let hasFrame = parseFrame(bytes, &walk)
      lineCount = counted + bytes.lineFeeds(in: start..<walk.cursor)
      if !hasFrame { return }
    }
  }

  /// Goes on to the frame at the cursor where it is a known one, or one spelled as the runtime does; false
  /// where it must be parsed.
  @inline(__always)
  private mutating func takeBranch(_ bytes: Span<UInt8>, _ walk: inout StackWalk) -> Bool {
    let parent = walk.node
    let ends = FrameEnds(bytes, at: walk.cursor, hasTails: hasTails)
    // A frame with one child has no other way on: its tail is not looked up.
    let tail = trie.nodes[Int(parent)].branches ? ends.tail(bytes) : nil
    var isNewBranch = false
    if let tail {
      switch trie.branch(of: parent, ending: tail, bytes, at: walk.cursor) {
      case .row(let child):
        if follow(bytes, &walk, from: child) {
          trie.nodes[Int(parent)].recentChild = child
          return true
        }
      case .none: isNewBranch = true
      case .crowded: break
      }
    }
    let lines = FrameLines(bytes, at: walk.cursor, ends)
    let nodeCount = trie.nodes.count
    guard let text = knownText(bytes, lines) ?? addPlainFrame(bytes, lines) else { return false }
    let arguments = walk.cursor + Int(trie.texts[Int(text)].nameLength)
    let child = child(bytes, of: parent, text: text, arguments: arguments)
    // The name stands there: only the rest is compared.
    guard finish(bytes, &walk, child, arguments, lineEnd: ends.name) else { return false }
    trie.nodes[Int(parent)].recentChild = child
    // Only what comes again is worth an entry.
    if isNewBranch, let tail, child < nodeCount {
      trie.addBranch(to: child, of: parent, ending: tail)
    }
    return true
  }

  /// Goes on to the frame `guess` and those that follow it; false where it does not stand at the cursor.
  @inline(__always)
  private mutating func follow(
    _ bytes: Span<UInt8>, _ walk: inout StackWalk, guess: UInt32
  ) -> Bool {
    let text = trie.texts[Int(trie.nodes[Int(guess)].text)]
    // What only a profile or a race report names has no text to be recognised by.
    guard text.nameLength > 0, trie.hasName(text, in: bytes, at: walk.cursor) else { return false }
    trie.join(walk.node, to: guess)
    return follow(bytes, &walk, from: guess)
  }

  /// Goes on to the frame `child`, whose name stands at the cursor, and, joint by joint, to those that
  /// follow it most likely; false where the rest of it is another's.
  ///
  /// One comparison a frame, and one search for the end of its arguments: measured a quarter faster
  /// than comparing names and file lines apart.
  private mutating func follow(
    _ bytes: Span<UInt8>, _ walk: inout StackWalk, from child: UInt32
  ) -> Bool {
    var child = child
    var start = walk.cursor
    var arguments = start + Int(trie.texts[Int(trie.nodes[Int(child)].text)].nameLength)
    var hasMoved = false
    while true {
      let node = trie.nodes[Int(child)]
      guard node.joint != StackTrie.none else { break }
      let joint = trie.joints[Int(node.joint)]
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: arguments)
      guard trie.hasJoint(joint, in: bytes, at: lineEnd + 1) else { break }
      if node.hasAddress, walk.address == 0 { takeAddress(bytes, arguments, &walk) }
      walk.node = child
      lineCount += Int(joint.lines)
      hasMoved = true
      child = joint.child
      arguments = lineEnd + 1 + Int(joint.length)
      start = arguments - Int(joint.nameLength)
    }
    walk.cursor = start
    let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: arguments)
    return finish(bytes, &walk, child, arguments, lineEnd: lineEnd) || hasMoved
  }

  @inline(__always)
  private func takeAddress(_ bytes: Span<UInt8>, _ arguments: Int, _ walk: inout StackWalk) {
    var cursor = arguments
    // Small numbers are counts and flags; heap and stack addresses are far above.
    if let value = bytes.hexadecimal(&cursor), value >= 0x1_0000 { walk.address = value }
  }

  /// Goes on to the frame `child` where its text stands at the cursor.
  @inline(__always)
  private mutating func step(
    _ bytes: Span<UInt8>, _ walk: inout StackWalk, to child: UInt32
  ) -> Bool {
    let text = trie.texts[Int(trie.nodes[Int(child)].text)]
    guard trie.hasName(text, in: bytes, at: walk.cursor) else { return false }
    let parent = walk.node
    let arguments = walk.cursor + Int(text.nameLength)
    let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: arguments)
    guard finish(bytes, &walk, child, arguments, lineEnd: lineEnd) else { return false }
    trie.nodes[Int(parent)].recentChild = child
    return true
  }

  /// Goes on to the frame `child`, whose name stands at the cursor, up to its arguments; false where
  /// the rest of it is another's. The line feed behind the arguments stands at `lineEnd`.
  @inline(__always)
  private mutating func finish(
    _ bytes: Span<UInt8>, _ walk: inout StackWalk, _ child: UInt32, _ arguments: Int, lineEnd: Int
  ) -> Bool {
    let node = trie.nodes[Int(child)]
    let text = trie.texts[Int(node.text)]
    guard trie.hasFile(text, in: bytes, at: lineEnd + 1) else { return false }
    if text.fileLength == 0 {
      // A frame that was once printed without its file is not this one, which has it; nor the
      // beginning of a call that is cut, or has lost its line feed.
      if bytes.isIndented(at: lineEnd + 1) { return false }
      if text.kind == .call, bytes[lineEnd - 1] != UInt8(ascii: ")") { return false }
    } else if text.lines == 1 {
      // A file line that lost its line feed: it is the beginning of longer ones as well.
      return false
    }
    var next = lineEnd + 1 + Int(text.fileLength)
    if text.hasTail {
      let tailEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: next)
      // A tail is words of hexadecimal digits: this letter is of a header whose line feed was lost.
      if bytes.firstIndex(of: UInt8(ascii: "g"), from: next, before: tailEnd) < tailEnd {
        return false
      }
      next = tailEnd + 1
    }
    if text.kind != .call, !takeNumber(bytes, text.kind, arguments, lineEnd, &walk) {
      return false
    }
    if node.hasAddress, walk.address == 0 { takeAddress(bytes, arguments, &walk) }
    walk.node = child
    next = Swift.min(next, bytes.count)
    lineCount += Int(text.lines)
    walk.cursor = next
    return true
  }

  /// Takes the id that follows `in goroutine `; false where the line goes on otherwise.
  func takeNumber(
    _ bytes: Span<UInt8>, _ kind: StackTrie.Kind, _ start: Int, _ lineEnd: Int,
    _ walk: inout StackWalk
  ) -> Bool {
    var cursor = start
    switch kind {
    case .creatorWithID:
      guard let id = bytes.decimal(&cursor) else { return false }
      // The creators of ancestors follow further down: the first is the goroutine's own.
      if walk.creator == 0 { walk.creator = id }
    case .ancestor:
      guard let id = bytes.decimal(&cursor), bytes.has("]:", at: cursor) else { return false }
      walk.hasAncestors = true
      // The first ancestor is the creator, whose id `created by` has only since Go 1.21.
      if walk.creator == 0 { walk.creator = id }
      cursor += 2
    case .call, .bareCall, .creator, .elision:
      break
    }
    while cursor < lineEnd, bytes[cursor] == 13 { cursor += 1 }
    return cursor == lineEnd
  }

  /// The known frame that seems to stand at the cursor; whether its file line does as well is seen
  /// when the walk steps to it.
  @inline(__always)
  private func knownText(_ bytes: Span<UInt8>, _ lines: FrameLines) -> UInt32? {
    trie.text(hash: lines.hash) { text in
      text.fileLength > 0 && trie.hasName(text, in: bytes, at: lines.start)
    }
  }

  /// Adds the frame whose lines are given where they are spelled as the runtime does, so that they can
  /// be told apart quickly; nil where anything is odd, which ``parseFrame`` then looks at.
  private mutating func addPlainFrame(_ bytes: Span<UInt8>, _ lines: FrameLines) -> UInt32? {
    guard let place = PlainFileLine(bytes, from: lines.ends.name + 1, to: lines.ends.file),
      let name = plainName(bytes, lines)
    else { return nil }
    let file = frames.internFile(bytes, place.file, of: name.function)
    let frame = frames.intern(Frame(function: name.function, file: file, line: place.line))
    let offset = UInt32(trie.arena.count)
    trie.arena.append(bytes, from: lines.ends.name + 1, to: lines.ends.file)
    return trie.add(
      StackTrie.FrameText(
        name: name.offset, nameLength: name.length, file: offset,
        fileLength: UInt32(lines.ends.file - lines.ends.name - 1), lines: 2, kind: name.kind,
        hasTail: false, frame: frame, elided: 0),
      hash: lines.hash)
  }

  /// The name in a plain function line; nil where the line may be something else.
  private mutating func plainName(_ bytes: Span<UInt8>, _ lines: FrameLines) -> StackTrie.Name? {
    let key = lines.function
    if let known = trie.name(hash: key.hash, in: bytes, at: lines.start) {
      let isPlain = bytes.arePlainArguments(
        of: known.kind, from: lines.start + Int(known.length), to: lines.ends.name)
      return isPlain ? known : nil
    }
    guard let kind = key.kind, bytes.isPlainName(kind, from: lines.start, to: key.fixedEnd),
      bytes.arePlainArguments(of: kind, from: key.fixedEnd, to: lines.ends.name)
    else { return nil }
    let function =
      kind == .call
      ? lines.start..<key.fixedEnd - 1
      : lines.start + "created by ".utf8.count..<key.fixedEnd - " in goroutine ".utf8.count
    return addName(bytes, lines.start..<key.fixedEnd, kind, function, hash: key.hash)
  }

  /// Whether the stack goes on after the empty line at the cursor, which then moves past it.
  ///
  /// Empty lines end stacks, but pasted text can have one below the header, or one after each line.
  private func continuesAfterBlank(_ bytes: Span<UInt8>, _ walk: inout StackWalk) -> Bool {
    var next = walk.cursor
    while next < bytes.count, bytes[next] == UInt8(ascii: "\n") || bytes[next] == 13 { next += 1 }
    if next >= bytes.count || bytes.has("goroutine ", at: next) { return false }
    let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: next)
    let isFile = FileLine(bytes, from: next, to: lineEnd) != nil
    if walk.node == StackTrie.root {
      guard isFrame(bytes, from: next, to: lineEnd) else { return false }
    } else if !isFile {
      // A frame below an empty line belongs here only if its own file line stands apart as well.
      guard
        isElision(bytes, from: next, to: lineEnd)
          || isFrame(bytes, from: next, to: lineEnd) && isDoubleSpaced(bytes, after: lineEnd)
      else { return false }
    }
    walk.cursor = next
    return true
  }

  private func isElision(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    if case .elision = FrameLine(bytes, from: start, to: end) { return true }
    return false
  }

  private func isFrame(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    switch FrameLine(bytes, from: start, to: end) {
    case .call, .creator, .elision, .ancestor: true
    case .remark, .cut, .unknown: false
    }
  }

  private func isDoubleSpaced(_ bytes: Span<UInt8>, after lineEnd: Int) -> Bool {
    var next = lineEnd + 1
    guard next < bytes.count, bytes[next] == UInt8(ascii: "\n") || bytes[next] == 13 else {
      return false
    }
    while next < bytes.count, bytes[next] == UInt8(ascii: "\n") || bytes[next] == 13 { next += 1 }
    let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: next)
    return FileLine(bytes, from: next, to: end) != nil
  }

  /// Parses the frame at the cursor and adds it to the tree; false where the stack has ended.
  private mutating func parseFrame(_ bytes: Span<UInt8>, _ walk: inout StackWalk) -> Bool {
    let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: walk.cursor)
    // A line feed that was lost must not cost the goroutine behind it.
    if bytes.startsGoroutine(from: walk.cursor, to: lineEnd) { return false }
    if addOneLineFrame(bytes, &walk, lineEnd) { return true }
    let line = FrameLine(bytes, from: walk.cursor, to: lineEnd)
    switch line {
    case .call(_, let argumentsStart):
      addFrame(bytes, &walk, line, kind: .call, nameEnd: argumentsStart, lineEnd: lineEnd)
    case .creator(_, let id):
      addFrame(
        bytes, &walk, line, kind: id.isEmpty ? .creator : .creatorWithID,
        nameEnd: id.isEmpty ? lineEnd : id.lowerBound, lineEnd: lineEnd)
    case .elision:
      addFrame(bytes, &walk, line, kind: .elision, nameEnd: lineEnd, lineEnd: lineEnd)
    case .ancestor(let id):
      addFrame(
        bytes, &walk, line, kind: .ancestor, nameEnd: id.lowerBound, lineEnd: lineEnd)
    case .remark:
      walk.cursor = lineEnd + 1
    case .cut:
      note(.cut, bytes, at: walk.cursor, "the author shortened the text here")
      walk.cursor = lineEnd + 1
    case .unknown:
      guard let name = bytes.bareCall(from: walk.cursor, to: lineEnd) else {
        return continuesAfterNoise(bytes, &walk, lineEnd)
      }
      addFrame(
        bytes, &walk, .call(name: name, argumentsStart: name.upperBound), kind: .bareCall,
        nameEnd: name.upperBound, lineEnd: lineEnd)
    }
    return true
  }

  private mutating func addFrame(
    _ bytes: Span<UInt8>, _ walk: inout StackWalk, _ line: FrameLine, kind: StackTrie.Kind,
    nameEnd: Int, lineEnd: Int
  ) {
    let fileStart = lineEnd + 1
    var fileLineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: fileStart)
    var file: FileLine?
    // Where a header's line feed was lost, the frame ends where the header begins.
    let header = bytes.headerStart(from: fileStart, to: fileLineEnd)
    if let header { fileLineEnd = header - 1 }
    switch kind {
    case .call, .bareCall, .creator, .creatorWithID:
      file = FileLine(bytes, from: fileStart, to: header ?? fileLineEnd)
      if file == nil, let found = bytes.fileLineAfterBlank(from: fileStart) {
        (file, fileLineEnd) = found
      }
      if file == nil, FrameLine.isLost(bytes, from: fileStart, to: fileLineEnd) {
        file = FileLine(bytes, unindentedFrom: fileStart, to: fileLineEnd)
      }
    case .elision, .ancestor: break
    }
    if header != nil { file?.tail = nil }
    if file == nil, kind != .elision, kind != .ancestor,
      addInterruptedFrame(
        bytes, &walk, line, kind: kind, nameEnd: nameEnd, lineEnd: lineEnd)
    {
      return
    }
    if file?.tail != nil { hasTails = true }
    let fileEnd =
      file == nil ? fileStart : file?.tail ?? Swift.min(fileLineEnd + 1, bytes.count)
    let text = intern(bytes, line, file, kind, walk.cursor..<nameEnd, fileStart..<fileEnd)
    let child = child(bytes, of: walk.node, text: text, arguments: nameEnd)
    // `step` compares the text that was just stored; where a creator's line ends oddly it
    // refuses, and the walk must go on all the same.
    if !step(bytes, &walk, to: child) {
      enter(bytes, &walk, child, kind: kind, nameEnd: nameEnd, lineEnd: lineEnd)
      walk.cursor = Swift.min(fileEnd, bytes.count)
    }
  }

  /// Goes on to a frame whose lines were parsed; the cursor stays.
  mutating func enter(
    _ bytes: Span<UInt8>, _ walk: inout StackWalk, _ child: UInt32, kind: StackTrie.Kind,
    nameEnd: Int, lineEnd: Int
  ) {
    walk.node = child
    if kind == .creatorWithID { _ = takeNumber(bytes, kind, nameEnd, lineEnd, &walk) }
    var cursor = nameEnd
    if trie.nodes[Int(child)].hasAddress, walk.address == 0,
      let value = bytes.hexadecimal(&cursor), value >= 0x1_0000
    {
      walk.address = value
    }
  }

  /// The child of a node, which is added where it is new.
  mutating func child(
    _ bytes: Span<UInt8>, of node: UInt32, text: UInt32, arguments: Int
  ) -> UInt32 {
    let isNew = trie.nodes.count
    let child = trie.child(of: node, text: text)
    if Int(child) == isNew { findAddress(bytes, child, arguments: arguments) }
    return child
  }

  /// Marks a new frame whose first argument is one word that is certain. All goroutines at that place
  /// print it so; whether it is an address is each one's own.
  private mutating func findAddress(_ bytes: Span<UInt8>, _ child: UInt32, arguments: Int) {
    var cursor = arguments
    guard trie.texts[Int(trie.nodes[Int(child)].text)].kind == .call,
      bytes.hexadecimal(&cursor) != nil, !bytes.has("?", at: cursor)
    else { return }
    trie.nodes[Int(child)].hasAddress = true
  }

  mutating func intern(
    _ bytes: Span<UInt8>, _ line: FrameLine, _ file: FileLine?, _ kind: StackTrie.Kind,
    _ name: Range<Int>, _ fileText: Range<Int>
  ) -> UInt32 {
    let nameEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: name.lowerBound)
    let nameHash = FunctionLineKey(bytes, from: name.lowerBound, to: nameEnd).hash
    let hash = bytes.hash(from: fileText.lowerBound, to: fileText.upperBound, seed: nameHash)
    let found = trie.text(hash: hash) { text in
      text.kind == kind && Int(text.nameLength) == name.count
        && Int(text.fileLength) == fileText.count
        && trie.hasName(text, in: bytes, at: name.lowerBound)
        && trie.hasFile(text, in: bytes, at: fileText.lowerBound)
    }
    if let found { return found }
    var frame = StackTrie.none
    var elided: UInt32 = 0
    let nameText: StackTrie.Name
    switch line {
    case .call(let function, _), .creator(let function, _):
      nameText = internName(bytes, name, kind, function, nameHash)
      let fileID =
        file.map { frames.internFile(bytes, $0.file, of: nameText.function) } ?? 0
      frame = frames.intern(
        Frame(function: nameText.function, file: fileID, line: file?.line ?? 0))
    case .elision(let count):
      elided = count
      nameText = trie.store(bytes, name, kind, function: StackTrie.none)
    case .ancestor, .remark, .cut, .unknown:
      nameText = trie.store(bytes, name, kind, function: StackTrie.none)
    }
    let fileOffset = UInt32(trie.arena.count)
    trie.arena.append(bytes, from: fileText.lowerBound, to: fileText.upperBound)
    return trie.add(
      StackTrie.FrameText(
        name: nameText.offset, nameLength: nameText.length, file: fileOffset,
        fileLength: UInt32(fileText.count),
        lines: UInt32(1 + bytes.lineFeeds(in: fileText) + (file?.tail == nil ? 0 : 1)),
        kind: kind, hasTail: file?.tail != nil, frame: frame, elided: elided),
      hash: hash)
  }

  /// The function line of a frame, which is added where it is new.
  private mutating func internName(
    _ bytes: Span<UInt8>, _ text: Range<Int>, _ kind: StackTrie.Kind, _ function: Range<Int>,
    _ hash: UInt64
  ) -> StackTrie.Name {
    if let known = trie.name(hash: hash, in: bytes, at: text.lowerBound), known.kind == kind,
      Int(known.length) == text.count
    {
      return known
    }
    return addName(bytes, text, kind, function, hash: hash)
  }

  private mutating func addName(
    _ bytes: Span<UInt8>, _ text: Range<Int>, _ kind: StackTrie.Kind, _ function: Range<Int>,
    hash: UInt64
  ) -> StackTrie.Name {
    let function = frames.functions.intern(
      bytes, from: function.lowerBound, to: function.upperBound)
    let name = trie.store(bytes, text, kind, function: function)
    // Of the others no frame is added by its name alone.
    if kind == .call || kind == .creatorWithID { trie.add(name, hash: hash) }
    return name
  }
}

extension Span where Element == UInt8 {
  /// Whether a line starts with white space.
  @inline(__always)
  func isIndented(at start: Int) -> Bool {
    start < count && (self[start] == UInt8(ascii: "\t") || self[start] == UInt8(ascii: " "))
  }

  /// The file line below the empty line at `start`, and its end; nil where none stands there. Pasted
  /// text can have an empty line after each line.
  func fileLineAfterBlank(from start: Int) -> (file: FileLine, end: Int)? {
    var next = start
    while next < count, self[next] == UInt8(ascii: "\n") || self[next] == 13 { next += 1 }
    guard next > start, next < count else { return nil }
    let end = firstIndex(of: UInt8(ascii: "\n"), from: next)
    return FileLine(self, from: next, to: end).map { ($0, end) }
  }
}

extension FrameLine {
  /// Whether a line that is not indented can only be a file line that lost its tab.
  static func isLost(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    guard case .unknown = FrameLine(bytes, from: start, to: end) else { return false }
    return bytes.firstIndex(of: ".go:", from: start, before: end) < end
      || bytes.firstIndex(of: ".s:", from: start, before: end) < end
  }
}
