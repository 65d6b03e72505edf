import GoroutineDump
public import LeakAnalysis

/// Writes stacks as flame graphs take them: `entry;caller;top 150`, a line per stack.
///
/// Goroutines of all dumps that have the same functions are one line, whatever their state and lines
/// of source; the lines are sorted.
public struct FoldedStacks: Sendable {
  private let dumps: [DumpAnalysis]
  private let showsState: Bool

  /// Dumps to write; with `showsState`, the state stands as one more frame on top: `[chan send]`.
  public init(_ dumps: [DumpAnalysis], showsState: Bool = false) {
    self.dumps = dumps
    self.showsState = showsState
  }

  /// Writes the lines.
  public func write(to output: consuming ReportOutput) {
    var counts: [String: Int] = [:]
    for analysis in dumps {
      let names = analysis.dump.symbols.functions.map(Self.frame)
      for group in analysis.groups {
        var frames = analysis.frames(of: group).reversed().map { names[Int($0.function)] }
        if frames.isEmpty { frames.append("(no frames)") }
        if showsState { frames.append("[\(Self.frame(group.state.name))]") }
        counts[frames.joined(separator: ";"), default: 0] += group.count
      }
    }
    for (stack, count) in counts.sorted(by: { $0.key < $1.key }) {
      output.write("\(stack) \(count)\n")
    }
    output.flush()
  }

  /// A name without the character that stands between frames: type arguments can hold it.
  private static func frame(_ name: String) -> String {
    let name = Sanitizer.sanitized(name)
    return name.contains(";") ? String(name.map { $0 == ";" ? "," : $0 }) : name
  }
}
