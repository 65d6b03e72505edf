import GoroutineDump
import LeakAnalysis

/// The names, frames and stacks of some dumps, each told once.
///
/// Stacks are a tree of frames from the entry inwards: what many have in common stands there once,
/// and a stack is the number of its innermost node. A node's parent has a smaller number.
struct StackTables {
  private(set) var strings: [String] = []
  private var stringNumbers: [String: Int] = [:]

  /// A function: its name, its package, and whether it is the standard library's.
  private(set) var functionNames: [Int] = []
  private(set) var functionPackages: [Int] = []
  private(set) var functionIsLibrary: [Int] = []
  private var functionNumbers: [Int: Int] = [:]

  /// A frame: its function, its file (a string) and its line.
  private(set) var frameFunctions: [Int] = []
  private(set) var frameFiles: [Int] = []
  private(set) var frameLines: [Int] = []
  private var frameNumbers: [[Int]: Int] = [:]

  /// A node: its parent, or -1 for an entry, and its frame.
  private(set) var nodeParents: [Int] = []
  private(set) var nodeFrames: [Int] = []
  private var nodeNumbers: [UInt64: Int] = [:]

  /// The number of a text, which is cleaned of what could steer a reader.
  mutating func string(_ text: String) -> Int {
    let text = Sanitizer.sanitized(text)
    if let number = stringNumbers[text] { return number }
    stringNumbers[text] = strings.count
    strings.append(text)
    return strings.count - 1
  }

  fileprivate mutating func frame(
    _ frame: Frame, function: Int, file: Int
  ) -> Int {
    let key = [function, file, Int(frame.line)]
    if let number = frameNumbers[key] { return number }
    frameNumbers[key] = frameFunctions.count
    frameFunctions.append(function)
    frameFiles.append(file)
    frameLines.append(Int(frame.line))
    return frameFunctions.count - 1
  }

  fileprivate mutating func function(_ frame: Frame, in analysis: DumpAnalysis) -> Int {
    let name = string(analysis.dump.symbols.function(of: frame))
    if let number = functionNumbers[name] { return number }
    functionNumbers[name] = functionNames.count
    functionNames.append(name)
    functionPackages.append(string(analysis.package(of: frame)))
    functionIsLibrary.append(analysis.isLibrary(frame) ? 1 : 0)
    return functionNames.count - 1
  }

  fileprivate mutating func node(parent: Int, frame: Int) -> Int {
    let key = UInt64(UInt32(truncatingIfNeeded: parent)) << 32 | UInt64(frame)
    if let number = nodeNumbers[key] { return number }
    nodeNumbers[key] = nodeParents.count
    nodeParents.append(parent)
    nodeFrames.append(frame)
    return nodeParents.count - 1
  }
}

/// One dump's frames and stacks in the tables of all: each is looked up once.
struct DumpTables {
  private let analysis: DumpAnalysis
  private let paths: SourcePaths
  private var functions: [Int32]
  private var files: [Int32]
  private var frames: [Int32]
  private var stacks: [Int32: Int] = [:]

  init(_ analysis: DumpAnalysis, paths: SourcePaths) {
    self.analysis = analysis
    self.paths = paths
    let symbols = analysis.dump.symbols
    functions = Array(repeating: -1, count: symbols.functions.count)
    files = Array(repeating: -1, count: symbols.files.count)
    frames = Array(repeating: -1, count: symbols.frames.count)
  }

  /// The number of a group's stack: its innermost node, or -1 where it has no frames.
  mutating func stack(of group: Group, in tables: inout StackTables) -> Int {
    let symbols = analysis.dump.symbols
    let number = analysis.dump.samples[group.sample].stack
    if let node = stacks[number] { return node }
    var node = -1
    for index in symbols.frameIndices(of: symbols.stacks[Int(number)]).reversed() {
      var frame = Int(frames[Int(index)])
      if frame < 0 {
        frame = self.frame(symbols.frames[Int(index)], in: &tables)
        frames[Int(index)] = Int32(frame)
      }
      node = tables.node(parent: node, frame: frame)
    }
    stacks[number] = node
    return node
  }

  /// The number of a frame, or -1 for none.
  mutating func frame(_ frame: Frame?, in tables: inout StackTables) -> Int {
    guard let frame else { return -1 }
    var function = Int(functions[Int(frame.function)])
    if function < 0 {
      function = tables.function(frame, in: analysis)
      functions[Int(frame.function)] = Int32(function)
    }
    var file = Int(files[Int(frame.file)])
    if file < 0 {
      file = tables.string(paths.path(of: analysis.dump.symbols.file(of: frame)))
      files[Int(frame.file)] = Int32(file)
    }
    return tables.frame(frame, function: function, file: file)
  }
}
