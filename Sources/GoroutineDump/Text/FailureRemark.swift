/// What a line beside a failure adds to it. The runtime, and C, say the number, the limit or the address
/// in lines of their own.
enum FailureRemark: Sendable {
  /// A line in its own words.
  case line(String)
  /// A line below `running tests:`.
  case runningTest(Failure.RunningTest)
  /// `runtime stack:`
  case systemStack

  /// Lines that are longer are none: they must not be searched.
  private static let longestLine = 1024

  /// The remark in `start ..< end`; nil where the line is another.
  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard start < end, end - start < Self.longestLine else { return nil }
    if bytes.has("runtime stack:", at: start) {
      self = .systemStack
    } else if let test = Failure.RunningTest(bytes, from: start, to: end) {
      self = .runningTest(test)
    } else if Self.beginnings.contains(where: { bytes.has($0, at: start) })
      || Self.words.contains(where: { bytes.firstIndex(of: $0, from: start, before: end) < end })
    {
      self = .line(bytes.text(from: start, to: end))
    } else {
      return nil
    }
  }

  /// How the runtime's lines begin, and those of the C library and of other runtimes before they abort.
  private static let beginnings: [StaticString] = [
    "[signal ", "PC=0x", "signal arrived during ", "runtime: ", "runtime/cgo: ", "fatal: ",
    "unexpected fault address ", "runtime error: ", "panic during panic", "panic on system stack",
    "terminate called ", "terminating with ", "libc++abi", "what(): ", "free(): ", "malloc(): ",
    "realloc(): ", "malloc_consolidate(): ", "munmap_chunk(): ", "corrupted ", "double free",
    "*** stack smashing", "*** buffer overflow", "*** Error in", "thread '", "*** Test killed",
  ]

  private static let words: [StaticString] = [
    "ssertion", "ERROR: AddressSanitizer", "ERROR: ThreadSanitizer", "malloc: *** error",
  ]
}

extension Failure.RunningTest {
  /// `TestOrders/empty (9m58s)`
  fileprivate init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard bytes[end - 1] == UInt8(ascii: ")"),
      bytes.has("Test", at: start) || bytes.has("Fuzz", at: start)
        || bytes.has("Example", at: start) || bytes.has("Benchmark", at: start)
    else { return nil }
    let open = bytes.lastIndex(of: UInt8(ascii: "("), from: start, before: end)
    guard open > start + 1, open + 2 < end - 1, bytes[open - 1] == UInt8(ascii: " "),
      bytes[open + 1] &- UInt8(ascii: "0") <= 9, bytes[end - 2] == UInt8(ascii: "s")
    else { return nil }
    for index in start..<open - 1 where bytes[index] <= UInt8(ascii: " ") { return nil }
    self.init(
      name: bytes.text(from: start, to: open - 1), duration: bytes.text(from: open + 1, to: end - 1)
    )
  }
}
