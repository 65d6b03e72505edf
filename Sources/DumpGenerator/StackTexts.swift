/// The texts of all stacks as `debug=2` prints them, with gaps for what differs between goroutines.
///
/// They are made once: a goroutine then costs a copy and some digits, so that gigabytes take seconds.
struct StackTexts {
  /// Digits of a gap, behind `0xc0`.
  private static let gapWidth = 8
  private static let hexDigits = Array("0123456789abcdef".utf8)
  private static let minutesOf: [[UInt8]] = (0...600).map { Array(", \($0) minutes".utf8) }
  private static let start = Array("goroutine ".utf8)

  private var text: [UInt8] = []
  /// Where gaps begin, as distances from their texts' starts.
  private var gaps: [UInt32] = []
  /// Where each stack begins in both lists, and one more for their ends.
  private var starts: [(text: Int, gap: Int)] = []
  private var states: [[UInt8]] = []
  private var hasMinutes: [Bool] = []

  init(count: Int, seed: UInt64) {
    for number in 0..<count {
      let stack = CallStack(number: number, seed: seed)
      starts.append((text.count, gaps.count))
      states.append(Array(" [\(stack.wait.state)".utf8))
      hasMinutes.append(stack.wait.hasMinutes)
      add(stack)
    }
    starts.append((text.count, gaps.count))
  }

  /// Appends a goroutine.
  func append(
    _ stack: Int, id: Int, labelPercent: Int, random: inout SplitMix64, to block: inout [UInt8]
  ) {
    block += Self.start
    Self.appendDecimal(id, to: &block)
    block += states[stack]
    // A third has waited for less than a minute, the others for up to ten hours.
    let minutes = random.below(900) - 300
    if hasMinutes[stack], minutes > 0 { block += Self.minutesOf[minutes] }
    block.append(UInt8(ascii: "]"))
    if labelPercent > 0, random.below(100) < labelPercent {
      block += Labels(&random).inHeader.utf8
    }
    block.append(UInt8(ascii: ":"))
    block.append(UInt8(ascii: "\n"))
    let base = block.count
    block += text[starts[stack].text..<starts[stack + 1].text]
    for gap in gaps[starts[stack].gap..<starts[stack + 1].gap] {
      var bits = random.next()
      let first = base + Int(gap)
      for position in first..<first + Self.gapWidth {
        block[position] = Self.hexDigits[Int(bits & 15)]
        bits >>= 4
      }
    }
  }

  private mutating func add(_ stack: CallStack) {
    for frame in stack.frames {
      text += frame.function.utf8
      add(frame.words)
      addPlace(frame, hasOffset: frame.words != nil)
    }
    text += "created by \(stack.creator.function) in goroutine \(stack.parent)\n".utf8
    addPlace(stack.creator, hasOffset: true)
  }

  private mutating func addPlace(_ frame: CallFrame, hasOffset: Bool) {
    let offset = hasOffset ? " +0x" + String(frame.offset, radix: 16) : ""
    text += "\t\(frame.file):\(frame.line)\(offset)\n".utf8
  }

  private mutating func add(_ words: [CallFrame.Word]?) {
    guard let words else {
      text += "(...)\n".utf8
      return
    }
    text.append(UInt8(ascii: "("))
    for (index, word) in words.enumerated() {
      if index > 0 { text += ", ".utf8 }
      switch word {
      case .number(let value): text += "0x\(String(value, radix: 16))".utf8
      case .pointer: addGap()
      case .pair:
        text += "{0x1b4f3a0, ".utf8
        addGap()
        text.append(UInt8(ascii: "}"))
      }
    }
    text += ")\n".utf8
  }

  private mutating func addGap() {
    text += "0xc0".utf8
    gaps.append(UInt32(text.count - starts[starts.count - 1].text))
    text += repeatElement(UInt8(ascii: "0"), count: Self.gapWidth)
  }

  private static func appendDecimal(_ number: Int, to block: inout [UInt8]) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      block.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }
}
