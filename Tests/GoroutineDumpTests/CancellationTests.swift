import Testing

@testable import GoroutineDump

/// Readings that whoever asked for them no longer wants.
struct CancellationTests {
  @Test(arguments: [1, 4]) func `a cancelled reading reads nothing more`(_ threads: Int) {
    var reader = DumpReader(threads: threads)
    reader.parallelThreshold = 0
    let progress = ReadingProgress()
    reader.progress = progress
    progress.cancel()
    let text = String(
      repeating: "goroutine 1 [running]:\nmain.main()\n\t/src/main.go:1 +0x1\n\n", count: 20_000)
    #expect(throws: DumpError.self) { try reader.read(bytes: Array(text.utf8)) }
    #expect(progress.bytes == 0)
    #expect(progress.goroutines == 0)
    #expect(!DumpReader.isInterrupted)
  }
}
