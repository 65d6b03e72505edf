/// The functions, files, frames and stacks of an input, each stored once.
public struct Symbols: Sendable {
  /// Function names as the dump spells them (`net/http.(*conn).serve`, `main.f[...]`).
  public internal(set) var functions = TextTable()
  /// Files as the dump spells them; the first is empty and stands for "not printed".
  public internal(set) var files = TextTable()
  /// Distinct (function, file, line).
  public internal(set) var frames: [Frame] = []
  /// Distinct stacks.
  public internal(set) var stacks: [Stack] = []
  /// The frames of all stacks, one after the other, as indices into ``frames``.
  var stackFrames: [UInt32] = []

  /// The name of a frame's function.
  public func function(of frame: Frame) -> String { functions[Int(frame.function)] }
  /// The file of a frame; empty where the dump does not say.
  public func file(of frame: Frame) -> String { files[Int(frame.file)] }

  /// The frames of a stack, innermost first, as indices into ``frames``; without the creator.
  public func frameIndices(of stack: Stack) -> ArraySlice<UInt32> {
    stackFrames[Int(stack.start)..<Int(stack.start) + Int(stack.count)]
  }

  /// The frames of a stack, innermost first, without the creator.
  public func frames(of stack: Stack) -> [Frame] {
    frameIndices(of: stack).map { frames[Int($0)] }
  }

  /// The frame that a `created by` line names, or nil for a main goroutine or a count profile.
  public func creator(of stack: Stack) -> Frame? {
    stack.creator == Stack.none ? nil : frames[Int(stack.creator)]
  }
}

/// A place in a program: a function, and where in its file.
public struct Frame: Hashable, Sendable {
  /// The function, as an index into ``Symbols/functions``.
  public var function: UInt32
  /// The file, as an index into ``Symbols/files``.
  public var file: UInt32
  /// The line, from 1; 0 where the dump does not say.
  public var line: UInt32
}

/// The frames of a goroutine and the place that created it.
public struct Stack: Hashable, Sendable {
  static let none = UInt32.max

  /// Where the stack's frames start in the table of all.
  var start: UInt32
  /// How many frames the dump shows.
  var count: UInt32
  /// The frame of the `created by` line, or ``none``.
  var creator: UInt32
  /// How many frames the runtime left out (`...23 frames elided...`); 1 where it does not say.
  public var elidedFrames: UInt32

  /// How many frames the dump shows, without the creator.
  public var depth: Int { Int(count) }
}
