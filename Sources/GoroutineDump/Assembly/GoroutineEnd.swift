/// Whether the last goroutine of a dump goes on where the text does not, whatever stands behind it.
///
/// The runtime ends a goroutine with the file of its creator, and the main one with `main.main`: a
/// goroutine that ends otherwise is cut. Where others of the dump end so as well, the text was edited and
/// nothing can be told.
extension Dump {
  /// - Parameter gaps: What the text shows behind the goroutine's last line.
  func lastGoroutineIsCut(_ gaps: TextGaps) -> Bool {
    guard format == .debug2 || format == .crash, failure?.kind != .dataRace,
      failure?.kind != .leakCheck, let last = goroutines.last, last.id > 0
    else { return false }
    let number = Int(last.sample)
    let sample = samples[number]
    let own = end(of: sample)
    if gaps.contains(.halfFrame), own != .whole, own != .withoutCreator || !endsInMain(sample) {
      return true
    }
    let isBare = gaps.contains(.bareHeader) && own == .foreign && self.isBare(sample)
    guard sample.count == 1, isBare || own == .withoutFile || own == .withoutCreator else {
      return false
    }
    let others = samples.indices.lazy.filter { $0 != number }
    // Alone, or beside goroutines that end as the runtime ends them, one that does not is a cut one.
    let main = goroutines.first { $0.id == 1 }.map { Int($0.sample) }
    let whole = others.filter {
      self.end(of: samples[$0]) == .whole || $0 == main && endsInMain(samples[$0])
    }
    // Of a stack whose other frames all have their files, the last one had its own.
    let isHalf = own == .withoutFile && innerFramesHaveFiles(sample)
    // A frame that is quoted alone is no capture, and after fifty the runtime itself may stop.
    let isOnly = others.isEmpty && 2..<50 ~= symbols.stacks[Int(sample.stack)].depth
    guard isOnly || others.isEmpty && own != .withoutCreator || !whole.isEmpty || isHalf else {
      return false
    }
    switch own {
    case .whole: return false
    case .foreign: return !others.contains { self.isBare(samples[$0]) }
    case .withoutFile: return !others.contains { self.end(of: samples[$0]) == .withoutFile }
    case .withoutCreator:
      if last.id == 1 { return !endsInMain(sample) }
      // People leave out the line of a creator, and the runtime prints none that is its own: that one is
      // missing needs two that have theirs.
      guard isOnly || whole.prefix(2).count > 1 else { return false }
      let orphans = Set(others.filter { self.end(of: samples[$0]) == .withoutCreator })
      return !goroutines.contains { $0.id > 1 && orphans.contains(Int($0.sample)) }
    }
  }

  private func innerFramesHaveFiles(_ sample: Sample) -> Bool {
    let frames = symbols.frameIndices(of: symbols.stacks[Int(sample.stack)])
    return frames.count > 1 && frames.dropLast().allSatisfy { symbols.frames[Int($0)].line > 0 }
  }

  /// Whether a goroutine has neither a frame nor a creator.
  private func isBare(_ sample: Sample) -> Bool {
    let stack = symbols.stacks[Int(sample.stack)]
    return stack.depth == 0 && symbols.creator(of: stack) == nil
  }

  private enum End {
    /// With the file of the creator.
    case whole
    /// With a function whose file is missing, or with none at all.
    case withoutFile
    /// Without a creator.
    case withoutCreator
    /// In the runtime or in C: nobody created it.
    case foreign
  }

  private func end(of sample: Sample) -> End {
    let stack = symbols.stacks[Int(sample.stack)]
    if let creator = symbols.creator(of: stack) { return creator.line > 0 ? .whole : .withoutFile }
    guard let outermost = symbols.frameIndices(of: stack).last else {
      // In C, or where it has not run yet, there is nothing that Go could print.
      let mayBeBare = ["syscall", "runnable", "running", "idle"].contains(sample.state.name)
      return mayBeBare ? .foreign : .withoutFile
    }
    let frame = symbols.frames[Int(outermost)]
    let function = symbols.function(of: frame)
    // A thread of C has this one frame; below others it is where every goroutine ends.
    let isExit = function == "runtime.goexit" && stack.depth > 1
    if function.hasPrefix("runtime.") && !isExit || function.contains("_cgoexp")
      || function == "syscall/js.handleEvent"
    {
      return .foreign
    }
    if stack.elidedFrames > 0 || function == "non-Go function" { return .foreign }
    return frame.line > 0 ? .withoutCreator : .withoutFile
  }

  /// Whether a stack of the main goroutine is whole: it began in `main.main`, or in an initialiser.
  private func endsInMain(_ sample: Sample) -> Bool {
    let stack = symbols.stacks[Int(sample.stack)]
    guard let outermost = symbols.frameIndices(of: stack).last else { return true }
    let function = symbols.function(of: symbols.frames[Int(outermost)])
    // With the runtime's own frames it ends in these.
    return function == "main.main" || function.hasPrefix("runtime.") || function.contains(".init")
      || function.hasSuffix(".main")
  }
}
