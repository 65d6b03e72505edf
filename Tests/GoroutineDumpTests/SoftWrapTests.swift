import Testing

@testable import GoroutineDump

/// Lines that a terminal broke are put together, and only those.
struct SoftWrapTests {
  private func unwrapped(_ text: String) -> String {
    var result: [UInt8] = []
    var origins = PieceOrigins(isKept: false)
    SoftWraps().unwrap(Array(text.utf8).span, into: &result, &origins)
    return String(decoding: result, as: UTF8.self)
  }

  private func stands(in text: String) -> Bool {
    let bytes = Array(text.utf8)
    return SoftWraps().stand(in: bytes.span, from: 0, to: bytes.count)
  }

  @Test(arguments: [
    // The arguments of a call.
    "example.com/pay/internal/store.(*Cache).refresh(0xc000123456, |0xc000654321)\n",
    "example.com/pay/internal/store.(*Cache).refresh({0xc000123456, 0x5}, |{0xc000654321, 0x7})\n",
    // A path, in two pieces and in three.
    "\t/home/build/src/example.com/pay/internal/store/ca|che.go:84 +0x1d\n",
    "\t/home/build/src/example.com/pay/internal/|a-directory-with-quite-a-long-name/store/ca|che.go:84 +0x1d\n",
    // The number of a line, and the offset behind it.
    "\t/usr/local/go/src/internal/poll/fd_unix.go:1|64 +0x27a\n",
    "\t/usr/local/go/src/internal/poll/fd_unix.go:164 +0x|27a\n",
    // A frame of a count profile.
    "#\t0x48a001\texample.com/pay/internal/store.(*Ca|che).refresh+0x45\t/src/store/cache.go:84\n",
  ])
  func `a broken line is put together`(_ marked: String) {
    let broken = marked.replacing("|", with: "\n")
    #expect(unwrapped(broken) == marked.replacing("|", with: ""))
    #expect(stands(in: broken))
  }

  @Test(arguments: [
    // Too narrow for a terminal.
    "main.f(0xc000123456, \n0xc000654321)\n",
    // Below it a goroutine, a creator, a file or nothing begins.
    "example.com/pay/internal/store.(*Cache).refresh(0xc000123456, \ngoroutine 2 [select]:\n",
    "example.com/pay/internal/store.(*Cache).refresh(0xc000123456, \ncreated by main.main)\n",
    "example.com/pay/internal/store.(*Cache).refresh(0xc000123456, \n\t/src/store.go:3)\n",
    "example.com/pay/internal/store.(*Cache).refresh(0xc000123456, \n\n0xc000654321)\n",
    // More parentheses are closed than opened.
    "example.com/pay/internal/store.(*Cache).refresh(0xc000123456, \n0xc000654321))\n",
    // Whole lines.
    "example.com/pay/internal/store.(*Cache).refresh(0xc000123456)\n\t/src/store/cache.go:84 +0x1d\n",
    "\t/usr/local/go/src/internal/poll/fd_unix.go:164 +0x27a\nmain.main()\n",
  ])
  func `any other line stays`(_ text: String) {
    #expect(unwrapped(text) == text)
    #expect(!stands(in: text))
  }

  @Test func `the narrowest piece that is continued has 38 bytes`() {
    let piece = "example.com/pay/store.refresh(0xc00001"
    #expect(piece.utf8.count == 38)
    #expect(unwrapped(piece + "\n2345)\n") == piece + "2345)\n")
    let narrower = String(piece.dropLast())
    #expect(unwrapped(narrower + "\n2345)\n") == narrower + "\n2345)\n")
  }

  @Test func `the search ends at the goroutine's empty line`() {
    let whole = "main.main()\n\t/src/main.go:3 +0x1\n\n"
    let broken = "\t/usr/local/go/src/internal/poll/fd_unix.go:1\n64 +0x27a\n"
    #expect(!stands(in: whole + broken))
    #expect(stands(in: "main.main()\n" + broken))
  }
}
