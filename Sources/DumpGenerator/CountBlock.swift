/// A block of a count profile: how many goroutines have a stack.
struct CountBlock {
  var stack: CallStack
  var count: Int
  var labels: Labels?

  func text(_ random: inout SplitMix64) -> [UInt8] {
    // Behind the calls of the program, 7 digits each.
    let counters = stack.frames.map { _ in 0x100_0000 + random.below(0x700_0000) }
    var text = "\(count) @"
    for counter in stack.wait.hidden + counters { text += " 0x" + String(counter, radix: 16) }
    text += "\n" + (labels?.inProfile ?? "")
    // Go's tabwriter: cells of 8 columns, at least one more than the longest text.
    let names = stack.frames.map { $0.function + "+0x" + String($0.offset, radix: 16) }
    let width = ((names.lazy.map(\.utf8.count).max() ?? 0) + 8) / 8 * 8
    for ((frame, counter), name) in zip(zip(stack.frames, counters), names) {
      let tabs = String(repeating: "\t", count: (width - name.utf8.count + 7) / 8)
      text += "#\t0x\(String(counter - 1, radix: 16))\t\(name)\(tabs)\(frame.file):\(frame.line)\n"
    }
    return Array((text + "\n").utf8)
  }
}
