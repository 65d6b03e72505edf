import Foundation
import GoroutineDump
import LeakAnalysis
import Testing

/// Dumps of other people's programs: the finding names what their authors found in the end, and
/// there is none where all was well.
struct RealDumpTests {
  @Test(arguments: Self.rootCauses.sorted { $0.key < $1.key }.map(\.key))
  func `the root cause is named`(_ name: String) throws {
    #expect(try findings("reconstructed/" + name) == Self.rootCauses[name])
  }

  /// The first finding of each file, or nil where there is no fault.
  static let rootCauses: [String: String?] = [
    "r01-distribution473-transport-per-request.txt": "error http-transport-per-request 1840",
    "r02-golang16953-persistconn-debug1.txt": "error http-body-not-closed 852",
    "r04-restate141-orphan-readloop-chansend.txt": "error chan-send-no-receiver 305",
    "r06-nhooyr231-forcelock.txt": "error websocket-close-lock 2151",
    "r10-vault10456-rwmutex-rlock.txt": "error rwmutex-readers-behind-writer 2401",
    "r13-kuberhealthy533-streamwatcher.txt": "error k8s-watch-not-stopped 620",
    "r14-clientgo939-dynamiccert-per-client.txt": "error k8s-client-per-call 2301",
    "r16-mgo516-dial-per-call-sleep.txt": "error mgo-dial-per-call 14130",
    "r18-grpcgo6260-ccbalancerwrapper.txt": "warning grpc-conn-per-call 322",
    "r19-telegraf18413-gzip-pipe.txt": "error pipe-writer-abandoned 3998",
    "r21-zap703-windows-log-mutex.txt": "error log-writer-blocked 64",
    "r22-goprocess19-syslog-hash011.txt": "warning context-never-cancelled 500",
    "r24-geth2864-i386-benign-longwaits.txt": nil,
    "r25-logcourier90-go12-sigquit-middot.txt": "warning log-writer-blocked 6",
    "r27-sparkoperator1570-benign-workqueue.txt": nil,
    "r29-netboxssot535-waitgroup-chansend-deadlock.txt": "error runtime-deadlock 6",
  ]

  @Test(
    arguments: [
      ("r07-moby31639-logrus-escaped.txt", "warning lock-pile-up"),
      ("r09-caddy5205-journald-gotraceback-system.txt", "note crash-fatal-error"),
      ("r31-wasm37209-console-prefix.txt", "error runtime-deadlock"),
    ])
  func `the root cause is named behind log prefixes`(_ name: String, _ expected: String) throws {
    let found = try findings("reconstructed/" + name)
    #expect(found?.hasPrefix(expected) == true, "\(found ?? "nothing")")
  }

  @Test func `every reconstructed dump is tested`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/reconstructed")
    #expect(files.count == Self.rootCauses.count + 3)
  }

  @Test func `crashes and healthy programs give notes at most`() throws {
    var notes: [String: [String]] = [:]
    let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/real")
    for file in files.sorted() {
      guard let input = try? DumpText.read(fixture: "real/\(file)") else {
        notes[file] = ["no dump"]
        continue
      }
      let findings = Report([input]).findings
      let loud = findings.filter { $0.severity > .note }
      #expect(loud.isEmpty, "\(file): \(loud.map(\.evidence))")
      notes[file] = findings.prefix(1).map {
        "\($0.signature) \($0.site.map(\.function) ?? "")"
      }
    }
    // Files that only the reader's tests need have no line there; they must be quiet all the same.
    #expect(notes.filter { Self.notes[$0.key] != nil } == Self.notes)
  }

  /// What is said of each published dump: the goroutine that matters.
  static let notes: [String: [String]] = [
    "08-gobuilder-1.txt": ["crash-fatal-error-signal cmd/compile/internal/ssa.Compile"],
    "10-gobuilder-3.txt": ["crash-panic-nil-pointer cmd/compile/internal/ssa.Compile"],
    "12-gobuilder-6.txt": ["crash-fatal-error-heap-corruption "],
    "14-gobuilder-10.txt": ["test-timed-out golang.org/x/build/internal/workflow.(*Workflow).Run"],
    "16-gobuilder-15.txt": ["test-timed-out net.TestReadFromTimeout"],
    "17-gobuilder-16.txt": ["test-timed-out cmd/go_test.(*testScript).cmdExec"],
    "20-gobuilder-4.txt": [],
    "22-gobuilder-13.txt": ["no dump"],
    "32-gostackparse-ancestors.txt": [],
    "34-gostackparse-frameselided.txt": [],
    "36-gostackparse-go121-createdby.txt": [],
    "38-gostackparse-waitsince.txt": [],
    "39-gostackparse-windows.txt": [],
    "41-goleak-http.txt": [],
    "42-goleak-http-tracebackancestors.txt": [],
  ]

  private let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures").path

  /// The worst finding about goroutines, or the way the program ended if there is none.
  private func findings(_ name: String) throws -> String? {
    let findings = Report([try DumpText.read(fixture: name)]).findings
    let named = findings.first { !$0.signature.hasPrefix("crash-") } ?? findings.first
    return named.map { Summary($0).description }
  }
}
