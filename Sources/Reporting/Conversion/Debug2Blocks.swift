import GoroutineDump

/// The blocks of a `debug=2` text: a header, the frames, the creator.
struct Debug2Blocks {
  private let dump: Dump
  private let isPlain: Bool
  /// The arguments that are known, by the goroutine's position.
  private let details: [Int: GoroutineDetail]
  /// Of each sample, the frame that prints the address by which its goroutines are known.
  private let addressFrames: [Int: Int]
  /// Of each frame, what stands before its arguments and behind them.
  private var frameTexts: [(head: String, tail: String)?]
  private var labelTexts: [Int32: String] = [0: ""]

  /// Frames that the runtime prints before it leaves some out.
  private static let innermostFrames = 50

  /// - Parameter isPlain: no labels, and nothing that Go printed otherwise before 1.21.
  init(_ dump: Dump, isPlain: Bool) {
    self.dump = dump
    self.isPlain = isPlain
    var details: [Int: GoroutineDetail] = [:]
    var addressFrames: [Int: Int] = [:]
    for detail in dump.details {
      details[detail.row] = detail
      let record = dump.goroutines[detail.row]
      guard record.address != 0, addressFrames[Int(record.sample)] == nil else { continue }
      addressFrames[Int(record.sample)] = detail.frames.firstIndex {
        $0.first.map { $0.value == record.address && !$0.isUncertain } ?? false
      }
    }
    self.details = details
    self.addressFrames = addressFrames
    frameTexts = Array(repeating: nil, count: dump.symbols.frames.count)
  }

  /// Writes a goroutine of a sample; what is not known of it, is not written.
  mutating func write(
    _ number: Int, _ record: GoroutineRecord? = nil, row: Int? = nil,
    to output: inout ReportOutput
  ) {
    let sample = dump.samples[number]
    let stack = dump.symbols.stacks[Int(sample.stack)]
    output.write("goroutine \(record?.id ?? 0) [\(header(sample, record))]:\n")
    let detail = row.flatMap { details[$0] }
    let address = record?.address ?? 0
    var isAddressDue = true
    let addressFrame = detail == nil && address != 0 ? addressFrames[number] : nil
    let elisionPlace = isPlain ? stack.depth : Swift.min(stack.depth, Self.innermostFrames)
    for (place, index) in dump.symbols.frameIndices(of: stack).enumerated() {
      if place == elisionPlace { writeElision(stack, to: &output) }
      let text = text(of: index)
      output.write(text.head)
      if let detail, place < detail.frames.count {
        let words = detail.frames[place]
        // The goroutine is known by its first word that is certain and no part of a value in braces.
        let isCandidate = words.first.map { $0.value >= 0x1_0000 && !$0.isUncertain } ?? false
        let isOwn = isAddressDue && isCandidate && words.first?.value == address
        if isOwn { isAddressDue = false }
        output.write(Self.arguments(words, inBraces: isAddressDue && isCandidate))
      } else if place == addressFrame {
        output.write("(0x" + String(address, radix: 16) + ")")
      } else {
        output.write("(...)")
      }
      output.write(text.tail)
    }
    if elisionPlace == stack.depth { writeElision(stack, to: &output) }
    if let creator = dump.symbols.creator(of: stack) {
      output.write("created by \(Sanitizer.sanitized(dump.symbols.function(of: creator)))")
      if let id = record?.creator, id != 0 { output.write(" in goroutine \(id)") }
      output.write("\n" + place(creator))
    }
    output.write("\n")
  }

  /// What stands between the brackets.
  private mutating func header(_ sample: Sample, _ record: GoroutineRecord?) -> String {
    let state = sample.reportedState.isEmpty ? sample.state.name : sample.reportedState
    var text = Sanitizer.sanitized(state)
    if sample.isLeaked { text += " (leaked)" }
    if record?.flags.contains(.scan) ?? false { text += " (scan)" }
    if record?.flags.contains(.durable) ?? false { text += " (durable)" }
    if !isPlain { text += labels(sample.labels) }
    if let wait = record?.waitMinutes { text += ", \(wait) minutes" }
    if record?.flags.contains(.lockedToThread) ?? false { text += ", locked to thread" }
    // The model does not keep which bubble.
    if record?.flags.contains(.bubble) ?? false { text += ", synctest bubble" }
    return text
  }

  private mutating func labels(_ set: Int32) -> String {
    if let known = labelTexts[set] { return known }
    let pairs = dump.labelSets[Int(set)].map {
      GoString.quoted($0.key) + ": " + GoString.quoted($0.value)
    }
    let text = pairs.isEmpty ? "" : " labels:{" + pairs.joined(separator: ", ") + "}"
    labelTexts[set] = text
    return text
  }

  private mutating func text(of index: UInt32) -> (head: String, tail: String) {
    if let known = frameTexts[Int(index)] { return known }
    let frame = dump.symbols.frames[Int(index)]
    let head = Sanitizer.sanitized(dump.symbols.function(of: frame))
    let text = (head, "\n" + place(frame))
    frameTexts[Int(index)] = text
    return text
  }

  private func place(_ frame: Frame) -> String {
    let file = Sanitizer.sanitized(dump.symbols.file(of: frame))
    if file.isEmpty { return isPlain ? "\t??:0\n" : "" }
    return "\t\(file):\(frame.line)\n"
  }

  private func writeElision(_ stack: Stack, to output: inout ReportOutput) {
    guard stack.elidedFrames > 0 else { return }
    let count = isPlain ? "additional" : "\(stack.elidedFrames)"
    output.write("...\(count) frames elided...\n")
  }

  private static func arguments(_ words: ArraySlice<Argument>, inBraces: Bool) -> String {
    // Nothing in parentheses may be no argument, or an inlined call whose arguments are not known.
    if words.isEmpty { return "(...)" }
    let texts = words.map { "0x" + String($0.value, radix: 16) + ($0.isUncertain ? "?" : "") }
    let list = texts.joined(separator: ", ")
    return inBraces ? "({\(list)})" : "(\(list))"
  }
}

/// Strings as Go's `%q` writes them, which is how a dump quotes labels.
enum GoString {
  /// The text between quotes, everything escaped that is not to reach a terminal.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x80 && Sanitizer.isUnsafe(scalar):
        quoted += "\\x" + digits(scalar, 2)
      case _ where Sanitizer.isUnsafe(scalar): quoted += "\\u" + digits(scalar, 4)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func digits(_ scalar: Unicode.Scalar, _ count: Int) -> String {
    let digits = String(scalar.value, radix: 16)
    return String(repeating: "0", count: Swift.max(count - digits.count, 0)) + digits
  }
}
