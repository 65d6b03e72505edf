import ParallelWork

/// The stacks that a reader has seen, as a tree of frames that grows from the innermost frame.
///
/// Goroutines of one stack differ only in their arguments and ids. So the parts of a stack's text
/// that do not vary are kept, and a goroutine is recognised by comparing them in place: the common
/// case costs two comparisons and one search for a line's end per frame, and parses nothing.
struct StackTrie: ~Copyable {
  /// The fixed text of a frame: the function line up to its arguments, and the file line below.
  struct FrameText {
    /// Where the function line starts in the arena: one place for all frames of a function.
    var name: UInt32
    /// Bytes of the function line that do not vary: to the arguments' parenthesis, with it.
    var nameLength: UInt32
    /// Where the file line starts in the arena.
    var file: UInt32
    /// Bytes of the file line, its line feed included; 0 where the frame has none.
    var fileLength: UInt32
    /// Lines that the frame takes up.
    var lines: UInt32
    var kind: Kind
    /// The file line goes on with words that vary (` fp=0x… sp=0x… pc=0x…`).
    var hasTail: Bool
    /// The frame, in the reader's ``FrameTable``.
    var frame: UInt32
    /// For an elision: how many frames the runtime left out.
    var elided: UInt32
  }

  /// The function line of frames, as far as it does not vary. Most frames that are new are other
  /// lines of functions that are known: measured, 270,000 frames of 3,000 functions.
  struct Name {
    /// Where it starts in the arena.
    var offset: UInt32
    var length: UInt32
    var kind: Kind
    /// The function, in the reader's ``FrameTable``.
    var function: UInt32
  }

  enum Kind: UInt8 {
    /// A call: arguments follow the name.
    case call
    /// A call alone on its line, as gccgo prints them.
    case bareCall
    /// `created by F`, alone on its line.
    case creator
    /// `created by F in goroutine `, an id follows.
    case creatorWithID
    /// `...23 frames elided...`: a whole line.
    case elision
    /// `[originating from goroutine `, an id and `]:` follow.
    case ancestor
  }

  struct Node {
    var parent: UInt32
    var text: UInt32
    /// The child that the last goroutine took: the best guess for the next one. ``none`` where there
    /// is no child at all.
    var recentChild: UInt32
    /// The sample that the last goroutine with this stack was counted in, or ``none``.
    var recentSample: UInt32
    /// The text from here to the child that is most likely, in ``joints``, or ``none``.
    var joint: UInt32
    /// This frame's first argument can be the address that the goroutine is known by.
    var hasAddress: Bool
    /// There is more than one child: they stand in the index. Most have one, and are not looked up.
    var branches: Bool
  }

  /// The text that does not vary between the arguments of a frame and those of the next one: the
  /// file line of the one and the name of the other, which are compared at once.
  struct Joint {
    /// Where it stands in the arena.
    var offset: UInt32
    var length: UInt32
    var child: UInt32
    /// How much of the text is the child's name.
    var nameLength: UInt32
    /// Lines of the frame before the child.
    var lines: UInt32
  }

  static let none = UInt32.max
  /// The empty stack.
  static let root: UInt32 = 0

  var nodes: [Node] = [
    Node(
      parent: none, text: none, recentChild: none, recentSample: none, joint: none,
      hasAddress: false, branches: false)
  ]
  var joints: [Joint] = []
  var texts: [FrameText] = []
  var names: [Name] = []
  var arena: [UInt8] = []
  private var nodeIndex = HashIndex(capacity: 1024)
  private var textIndex = HashIndex(capacity: 1024)
  private var nameIndex = HashIndex(capacity: 256)
  private var branchIndex = HashIndex()

  /// Makes room for so many frames. Memory is taken when it is written to; tables that grow by being
  /// copied would touch twice as much.
  mutating func reserve(frames: Int) {
    nodes.reserveCapacity(frames)
    texts.reserveCapacity(frames)
    arena.reserveCapacity(frames * Self.usualLength)
  }

  /// Bytes of a file line and of its share of a function's name.
  private static let usualLength = 64

  /// Whether the part of a frame's function line that does not vary stands at `offset`.
  @inline(__always)
  func hasName(_ text: FrameText, in bytes: Span<UInt8>, at offset: Int) -> Bool {
    bytes.matches(at: offset, arena.span, at: Int(text.name), length: Int(text.nameLength))
  }

  /// Whether a function line stands at `offset`, as far as it does not vary.
  @inline(__always)
  func hasName(_ name: Name, in bytes: Span<UInt8>, at offset: Int) -> Bool {
    bytes.matches(at: offset, arena.span, at: Int(name.offset), length: Int(name.length))
  }

  /// Whether a frame's file line stands at `offset`.
  @inline(__always)
  func hasFile(_ text: FrameText, in bytes: Span<UInt8>, at offset: Int) -> Bool {
    bytes.matches(at: offset, arena.span, at: Int(text.file), length: Int(text.fileLength))
  }

  /// Joins a frame to the child that follows it again and again.
  @inline(__always)
  mutating func join(_ node: UInt32, to child: UInt32) {
    if nodes[Int(node)].joint == Self.none, node != Self.root { makeJoint(node, child) }
  }

  private mutating func makeJoint(_ node: UInt32, _ child: UInt32) {
    let text = texts[Int(nodes[Int(node)].text)]
    let next = texts[Int(nodes[Int(child)].text)]
    // What follows a creator belongs to an ancestor, and is seldom the same.
    guard text.kind == .call, !text.hasTail, text.fileLength > 0 else { return }
    let file = Int(text.file)
    guard arena[file + Int(text.fileLength) - 1] == UInt8(ascii: "\n") else { return }
    let offset = UInt32(arena.count)
    // Copied out first: appending a slice of the arena to it would copy all of it.
    let joined =
      Array(arena[file..<file + Int(text.fileLength)])
      + Array(arena[Int(next.name)..<Int(next.name) + Int(next.nameLength)])
    arena += joined
    nodes[Int(node)].joint = UInt32(joints.count)
    joints.append(
      Joint(
        offset: offset, length: text.fileLength + next.nameLength, child: child,
        nameLength: next.nameLength, lines: text.lines))
  }

  /// Whether a joint stands at `offset`.
  @inline(__always)
  func hasJoint(_ joint: Joint, in bytes: Span<UInt8>, at offset: Int) -> Bool {
    bytes.matches(at: offset, arena.span, at: Int(joint.offset), length: Int(joint.length))
  }

  /// A known frame with this hash that `isMatch` accepts.
  @inline(__always)
  func text(hash: UInt64, where isMatch: (FrameText) -> Bool) -> UInt32? {
    textIndex.find(hash) { isMatch(texts[Int($0)]) }
  }

  /// Adds a frame text that ``text(hash:where:)`` did not find.
  mutating func add(_ text: FrameText, hash: UInt64) -> UInt32 {
    let row = UInt32(texts.count)
    texts.append(text)
    textIndex.insert(hash, row: row)
    return row
  }

  /// The known function line with this hash that stands at `offset`.
  @inline(__always)
  func name(hash: UInt64, in bytes: Span<UInt8>, at offset: Int) -> Name? {
    let found = nameIndex.find(hash, among: Self.mostAlike) {
      hasName(names[Int($0)], in: bytes, at: offset)
    }
    guard case .row(let row) = found else { return nil }
    return names[Int(row)]
  }

  /// So many names or branches of one hash are told apart; the rest is found the long way, or a text
  /// that was made to hurt would make each look-up as long as the text.
  private static let mostAlike = 8

  /// Keeps a function line's text.
  mutating func store(
    _ bytes: Span<UInt8>, _ text: Range<Int>, _ kind: Kind, function: UInt32
  ) -> Name {
    let offset = UInt32(arena.count)
    arena.append(bytes, from: text.lowerBound, to: text.upperBound)
    return Name(offset: offset, length: UInt32(text.count), kind: kind, function: function)
  }

  /// Adds a function line that ``name(hash:in:at:)`` did not find, unless too many are of its hash.
  mutating func add(_ name: Name, hash: UInt64) {
    if case .crowded = nameIndex.find(hash, among: Self.mostAlike - 1, where: { _ in false }) {
      return
    }
    names.append(name)
    nameIndex.insert(hash, row: UInt32(names.count - 1))
  }

  /// The child of `node` whose name stands at `offset`, by the end of its file line: where stacks part
  /// again and again, that finds the way in a quarter of the time that hashing both lines takes.
  @inline(__always)
  func branch(
    of node: UInt32, ending tail: UInt64, _ bytes: Span<UInt8>, at offset: Int
  ) -> HashIndex.Match {
    branchIndex.find(mix(UInt64(node), tail), among: Self.mostAlike) { row in
      let child = nodes[Int(row)]
      return child.parent == node && hasName(texts[Int(child.text)], in: bytes, at: offset)
    }
  }

  /// Adds a branch that ``branch(of:ending:_:at:)`` did not find.
  mutating func addBranch(to child: UInt32, of node: UInt32, ending tail: UInt64) {
    branchIndex.insert(mix(UInt64(node), tail), row: child)
  }

  /// The child of `node` with this frame, which is added where it is new.
  mutating func child(of node: UInt32, text: UInt32) -> UInt32 {
    let parent = nodes[Int(node)]
    let recent = parent.recentChild
    let key = mix(UInt64(node), UInt64(text))
    if recent != Self.none {
      let known = nodes[Int(recent)].text
      if known == text { return recent }
      if parent.branches {
        let found = nodeIndex.find(key) { row in
          nodes[Int(row)].parent == node && nodes[Int(row)].text == text
        }
        if let found { return found }
      } else {
        nodes[Int(node)].branches = true
        nodeIndex.insert(mix(UInt64(node), UInt64(known)), row: recent)
      }
    }
    let row = UInt32(nodes.count)
    nodes.append(
      Node(
        parent: node, text: text, recentChild: Self.none, recentSample: Self.none,
        joint: Self.none, hasAddress: false, branches: false))
    if recent == Self.none {
      nodes[Int(node)].recentChild = row
    } else {
      nodeIndex.insert(key, row: row)
    }
    return row
  }
}

extension StackTrie.FrameText {
  /// A frame that no text is recognised by.
  init(symbol frame: UInt32, kind: StackTrie.Kind, elided: UInt32 = 0) {
    self.init(
      name: 0, nameLength: 0, file: 0, fileLength: 0, lines: 0, kind: kind, hasTail: false,
      frame: frame, elided: elided)
  }
}

/// The distinct (function, file, line) of a reader.
struct FrameTable: Sendable {
  var functions = TextTable()
  var files = TextTable()
  var frames: [Frame] = []
  private var index = HashIndex(capacity: 1024)
  /// The file that each function was last seen in.
  private var lastFiles: [UInt32] = []

  /// How many bytes the longer table of names takes up.
  var byteCount: Int { Swift.max(functions.byteCount, files.byteCount) }

  init() {
    // Row 0 of the files is "not printed".
    _ = files.intern("")
  }

  /// Makes room for so many frames, see ``StackTrie/reserve(frames:)``.
  mutating func reserve(frames count: Int) {
    frames.reserveCapacity(count * 2)
    functions.reserve(texts: count / 2)
  }

  /// The file in which a function lies, which is added where it is new.
  @inline(__always)
  mutating func internFile(_ bytes: Span<UInt8>, _ text: Range<Int>, of function: UInt32) -> UInt32
  {
    let function = Int(function)
    // Nearly all functions lie in one file: comparing it costs a third of looking for it.
    if function < lastFiles.count, files.has(lastFiles[function], at: text, in: bytes) {
      return lastFiles[function]
    }
    while lastFiles.count <= function { lastFiles.append(0) }
    let file = files.intern(bytes, from: text.lowerBound, to: text.upperBound)
    lastFiles[function] = file
    return file
  }

  mutating func intern(_ frame: Frame) -> UInt32 {
    if let row = find(frame) { return row }
    let row = UInt32(frames.count)
    frames.append(frame)
    index.insert(Self.hash(frame), row: row)
    return row
  }

  /// Takes in the frames of another table; the place of each in this one.
  ///
  /// Those of the last table cannot be found afterwards, see ``TextTable/merge(_:isLast:)``.
  mutating func merge(_ other: FrameTable, isLast: Bool) -> [UInt32] {
    // Names and files are fewer than frames, so they are looked up once each.
    let functions = self.functions.merge(other.functions, isLast: isLast)
    let files = self.files.merge(other.files, isLast: isLast)
    let known = places(of: other, functions, files)
    frames.reserveCapacity(frames.count + other.frames.count)
    var places = known
    for (number, place) in known.enumerated() where place == .max {
      let frame = other.frames[number].with(functions, files)
      places[number] = UInt32(frames.count)
      frames.append(frame)
      if !isLast { index.insert(Self.hash(frame), row: places[number]) }
    }
    return places
  }

  /// The place of each frame of another table in this one; the largest number where it has none.
  private func places(
    of other: FrameTable, _ functions: [UInt32], _ files: [UInt32]
  ) -> [UInt32] {
    SideBySide.map(other.frames) { frame in find(frame.with(functions, files)) ?? .max }
  }

  private func find(_ frame: Frame) -> UInt32? {
    index.find(Self.hash(frame)) { frames[Int($0)] == frame }
  }

  @inline(__always)
  private static func hash(_ frame: Frame) -> UInt64 {
    mix(UInt64(frame.function) << 32 | UInt64(frame.file), UInt64(frame.line))
  }
}

extension Frame {
  /// The frame with the names and files of another table.
  fileprivate func with(_ functions: [UInt32], _ files: [UInt32]) -> Frame {
    Frame(function: functions[Int(function)], file: files[Int(file)], line: line)
  }
}
