import Foundation
import GoroutineDump
import LeakAnalysis
import Reporting
import Synchronization

/// Dumps written out in a test, read through a temporary file.
enum Sample {
  static func input(_ text: String, name: String = "dump.txt") throws -> DumpInput {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "dumpscan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: name).deletingLastPathComponent(),
      withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    var input = try DumpReader(threads: 1).read(path: file.path)
    input.path = name
    return input
  }

  static func analysis(_ text: String) throws -> DumpAnalysis {
    DumpAnalysis(try input(text).dumps[0], name: "dump.txt")
  }

  /// All that a report writes.
  static func written(_ write: (consuming ReportOutput) -> Void) -> String {
    let pieces = Mutex<[UInt8]>([])
    write(ReportOutput { piece in pieces.withLock { $0 += piece } })
    return String(decoding: pieces.withLock { $0 }, as: UTF8.self)
  }

  /// Three senders of different ages, and one reader of a network connection.
  static let senders = """
    goroutine 7 [chan send, 3 minutes]:
    main.leakGrs.func1()
    \t/home/u/app/main.go:22 +0x4d
    created by main.leakGrs in goroutine 1
    \t/home/u/app/main.go:20 +0x71

    goroutine 8 [chan send, 40 minutes]:
    main.leakGrs.func1()
    \t/home/u/app/main.go:22 +0x4d
    created by main.leakGrs in goroutine 1
    \t/home/u/app/main.go:20 +0x71

    goroutine 9 [chan send, 147 minutes]:
    main.leakGrs.func1()
    \t/home/u/app/main.go:22 +0x4d
    created by main.leakGrs in goroutine 1
    \t/home/u/app/main.go:20 +0x71

    goroutine 1 [IO wait]:
    internal/poll.runtime_pollWait(0x7fb1bd640f00, 0x72)
    \t/usr/local/go/src/runtime/netpoll.go:182 +0x56
    net/http.(*Server).Serve(0xc000152f48)
    \t/usr/local/go/src/net/http/server.go:2901 +0x1a3
    main.main()
    \t/home/u/app/main.go:51 +0x10

    """
}
