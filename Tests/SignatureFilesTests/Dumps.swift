import Foundation
import GoroutineDump
import LeakAnalysis
import SignatureFiles

/// Dumps for the tests of configurations.
enum Dumps {
  /// Workers that wait for jobs: twenty of them, for half an hour, started by calls that are gone.
  static var workers: String {
    (0..<20).map { number in
      """
      goroutine \(100 + number * 97) [chan receive, \(60 - number) minutes]:
      main.(*pool).worker(0xc0000a2\(100 + number)0)
      \t/app/pool.go:31 +0x4d
      created by main.newPool in goroutine \(5000 + number)
      \t/app/pool.go:24 +0x7b

      """
    }.joined(separator: "\n") + """

      goroutine 2100 [running]:
      runtime/pprof.writeGoroutineStacks({0x7c12a0, 0xc0000000e0})
      \t/usr/local/go/src/runtime/pprof/pprof.go:764 +0x6a

      """
  }

  static func report(_ text: String, _ catalogue: Catalogue) throws -> Report {
    let path = NSTemporaryDirectory() + "dumpscan-\(UUID().uuidString).txt"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return Report([try DumpReader(threads: 1).read(path: path)], catalogue: catalogue)
  }

  static func findings(_ yaml: String) throws -> [String] {
    let catalogue = try Configuration(yaml: yaml, file: "x.yml").catalogue()
    return try report(workers, catalogue).findings.map {
      "\($0.severity) \($0.signature) \($0.count)"
    }
  }
}
