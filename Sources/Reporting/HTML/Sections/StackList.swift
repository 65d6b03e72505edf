import GoroutineDump
import LeakAnalysis

/// The frames of a stack, innermost first; what lies in Go's own library is folded.
struct StackList {
  private let analysis: DumpAnalysis
  private let paths: SourcePaths

  init(_ analysis: DumpAnalysis, paths: SourcePaths) {
    self.analysis = analysis
    self.paths = paths
  }

  func markup(_ group: Group) -> Markup {
    let frames = analysis.frames(of: group)
    var list: Markup = ""
    for run in Self.runs(frames.map(analysis.isLibrary)) {
      let lines = frames[run.frames].map(line)
      if run.isFolded {
        list += """
          <li class="folded"><details><summary>\(run.frames.count) library frames</summary>\
          <ol>\(lines)</ol></details></li>
          """
      } else {
        list += "\(lines)"
      }
    }
    let stack = analysis.dump.symbols.stacks[Int(analysis.dump.samples[group.sample].stack)]
    if stack.elidedFrames > 0 {
      list +=
        "<li class=\"dim\">\(Int(stack.elidedFrames)) or more frames elided by the runtime</li>"
    }
    if let creator = group.creator {
      let place = analysis.place(creator)
      list += """
        <li class="creator"><span class="dim">created by</span> \(Markup.function(place.function)) \
        \(Markup.file(paths.path(of: place.file), place.line))</li>
        """
    }
    return "<ol class=\"stack\">\(list)</ol>"
  }

  private func line(_ frame: Frame) -> Markup {
    let place = analysis.place(frame)
    let file = paths.path(of: place.file)
    // Of the library nobody asks for the whole path, and most frames are the library's.
    if analysis.isLibrary(frame) {
      let short = Markup.shortPath(file)
      let line: Markup = short.isEmpty ? "" : " <small>\(short):\(place.line)</small>"
      return "<li class=\"library\"><code>\(place.function)</code>\(line)</li>"
    }
    return "<li>\(Markup.function(place.function)) \(Markup.file(file, place.line))</li>"
  }

  /// Frames that stand together: two and more of the library are folded, but never a stack's only
  /// ones, of which the ends stay.
  static func runs(_ isLibrary: [Bool]) -> [(frames: Range<Int>, isFolded: Bool)] {
    var isFoldable = isLibrary
    if !isLibrary.contains(false), isLibrary.count > 0 {
      isFoldable[0] = false
      isFoldable[isLibrary.count - 1] = false
    }
    var runs: [(frames: Range<Int>, isFolded: Bool)] = []
    var start = 0
    while start < isFoldable.count {
      var end = start
      while end < isFoldable.count, isFoldable[end] == isFoldable[start] { end += 1 }
      runs.append((start..<end, isFoldable[start] && end - start > 1))
      start = end
    }
    return runs
  }
}
