/// Writes goroutine dumps of any size: the same bytes for the same parameters.
///
/// ```swift
/// var generator = DumpGenerator()
/// generator.size = 1 << 20
/// let written = generator.write { chunk in print(chunk.count) }
/// print(written.goroutines)
/// ```
public struct DumpGenerator: Sendable {
  /// How a dump is laid out.
  public enum Format: String, Sendable, CaseIterable {
    /// A count for each distinct stack.
    case debug1
    /// A text for each goroutine.
    case debug2
  }

  /// What was written.
  public struct Written: Equatable, Sendable {
    /// All goroutines: blocks of `debug2`, the sum of the counts of `debug1`.
    public var goroutines = 0
    /// Distinct stacks.
    public var stacks = 0
    /// Bytes, those of the prefixes included.
    public var bytes = 0
  }

  /// The runtime cuts a text at this size, so a text of just as many bytes looks cut.
  static let cutSize = 64 << 20

  /// The most stacks that a dump can have.
  public static var maximumStacks: Int { CallStack.maximum }

  /// The layout.
  public var format = Format.debug2
  /// The most bytes of a `debug2` text, without its prefixes; it ends at the last goroutine that
  /// fits. A `debug1` text is as long as its stacks make it.
  public var size = 256 << 20
  /// Distinct stacks, from 1 to ``maximumStacks``; where `size` is small, fewer fit.
  public var stacks = 60
  /// How many in a hundred goroutines have labels, from 0 to 100.
  public var labelPercent = 0
  /// Whether a timestamp stands before each line.
  public var hasPrefix = false
  /// The start of all that is random.
  public var seed: UInt64 = 1

  /// The defaults.
  public init() {}

  /// Writes a dump in chunks of about a mebibyte.
  public func write<Failure: Error>(
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> Written {
    precondition((1...Self.maximumStacks).contains(stacks) && (0...100).contains(labelPercent))
    var output = ChunkedOutput(prefix: hasPrefix ? LinePrefix() : nil)
    var written = Written()
    switch format {
    case .debug1: try writeCounts(to: &output, &written, sink)
    case .debug2: try writeGoroutines(to: &output, &written, sink)
    }
    try output.flush(to: sink)
    written.bytes = output.byteCount
    return written
  }

  private func writeGoroutines<Failure: Error>(
    to output: inout ChunkedOutput, _ written: inout Written,
    _ sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var random = SplitMix64(seed: seed)
    let texts = StackTexts(count: stacks, seed: seed)
    var block: [UInt8] = []
    var length = 0
    var id = 1
    while true {
      // Each stack once, then any; the first is the one that runs, and only one does.
      let stack =
        written.stacks < stacks
        ? written.stacks : stacks == 1 ? 0 : 1 + random.below(stacks - 1)
      block.removeAll(keepingCapacity: true)
      if length > 0 { block.append(UInt8(ascii: "\n")) }
      texts.append(stack, id: id, labelPercent: labelPercent, random: &random, to: &block)
      id += 1 + random.below(3)
      guard length + block.count <= size else { return }
      if length + block.count == Self.cutSize { continue }
      length += block.count
      written.goroutines += 1
      written.stacks = max(written.stacks, stack + 1)
      try output.append(block, to: sink)
    }
  }

  private func writeCounts<Failure: Error>(
    to output: inout ChunkedOutput, _ written: inout Written,
    _ sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var random = SplitMix64(seed: seed)
    // A few stacks hold most goroutines, and blocks stand in order of count.
    // The goroutine that writes the profile is alone, and last.
    let counts = (1..<max(1, stacks)).map { 1 + 20_000 / $0 } + [1]
    written.stacks = stacks
    written.goroutines = counts.reduce(0, +)
    try output.append(Array("goroutine profile: total \(written.goroutines)\n".utf8), to: sink)
    for (index, count) in counts.enumerated() {
      let stack = CallStack(number: (index + 1) % stacks, seed: seed)
      let labels = random.below(100) < labelPercent ? Labels(&random) : nil
      try output.append(
        CountBlock(stack: stack, count: count, labels: labels).text(&random), to: sink)
    }
  }
}
