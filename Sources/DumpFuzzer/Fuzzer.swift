import GoroutineDump

/// What libFuzzer calls with every input that it makes up: archives, compressions and all readers of
/// texts, nothing kept.
///
/// The target exists only where `DUMPSCAN_FUZZ` is set; `.ci/fuzz [SECONDS]` builds and runs it.
@c(LLVMFuzzerTestOneInput)
public func readOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  // libFuzzer promises `count` bytes at the address, for the time of the call.
  let text = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  _ = try? DumpReader(threads: 1).readBundle(bytes: text)
  return 0
}
