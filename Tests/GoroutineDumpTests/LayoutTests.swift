import Foundation
import Gzip
import Testing

@testable import GoroutineDump

/// The bundles that tools write for their own support: the layouts are theirs, the contents are small.
struct LayoutTests {
  @Test(arguments: Layout.all)
  func `a bundle is read by what its members hold`(_ layout: Layout) throws {
    let bundle = try DumpReader(threads: 1).readBundle(bytes: layout.archive(), path: "b")
    #expect(bundle.inputs.map { String($0.path.dropFirst(2)) } == layout.read)
    #expect(bundle.otherFormCount == layout.otherForms)
    #expect(bundle.otherCount == layout.members.count - layout.read.count - layout.otherForms)
    #expect(bundle.failures == [])
    #expect(bundle.limits == [])
    #expect(bundle.series.map(\.count) == layout.series)
    #expect(bundle.inputs.allSatisfy { $0.dumps.allSatisfy { !$0.isTruncated } })
  }

  @Test func `there are layouts`() { #expect(Layout.all.count == 18) }

  @Test(arguments: ["dockerd", "containerd"])
  func `the stack files of a daemon are dumps by themselves`(daemon: String) throws {
    let member = try #require(Layout.all.first { $0.name == daemon }?.members.first)
    let input = try DumpReader(threads: 1).read(bytes: member.bytes)
    #expect(input.dumps.map(\.goroutineCount) == [3])
  }

  @Test func `a heap profile that is called goroutine is a failed capture`() throws {
    let bundle = try DumpReader(threads: 1).readBundle(
      bytes: ArchiveBuilder.zip([
        Member("a/goroutine.txt", Content.debug2), Member("b/goroutine.pprof", try Content.heap),
        Member("b/goroutine-heap.pprof", try Content.heap),
      ]), path: "b")
    #expect(bundle.inputs.map(\.path) == ["b:a/goroutine.txt"])
    #expect(
      bundle.failures == [.notADump(path: "b:b/goroutine.pprof", what: "a heap profile")])
    #expect(bundle.otherCount == 1)
  }
}

/// The members of a tool's bundle, and which of them are to be read.
struct Layout: CustomTestStringConvertible, Sendable {
  enum Form: Sendable { case tar, tarGz, zip }

  let name: String
  let form: Form
  let members: [Member]
  let read: [String]
  var otherForms = 0
  var series: [Int] = []

  var testDescription: String { name }

  func archive() throws -> [UInt8] {
    switch form {
    case .tar: ArchiveBuilder.tar(members)
    case .tarGz: try ArchiveBuilder.tarGz(members)
    case .zip: ArchiveBuilder.zip(members)
    }
  }
}

/// What stands in members.
private enum Content {
  static let debug2 = dump(3)

  /// Goroutines that a server has; their ids differ from dump to dump.
  static func dump(_ count: Int) -> String {
    let main = """
      goroutine 1 [IO wait, 25 minutes]:
      net.(*TCPListener).Accept(0xc00010a080)
      \t/usr/local/go/src/net/tcpsock.go:380 +0x30
      main.main()
      \t/src/main.go:29 +0x125


      """
    return main
      + (2...count).map { id in
        """
        goroutine \(id) [chan receive, 4 minutes]:
        main.work(0xc00002608\(id % 10))
        \t/src/work.go:42 +0x65
        created by main.start in goroutine 1
        \t/src/work.go:20 +0x3a

        """
      }.joined(separator: "\n")
  }

  static let debug1 = """
    goroutine profile: total 3
    2 @ 0x43e18e 0x40b56c 0x40b178 0x6f1a05 0x46c1a1
    #\t0x6f1a04\tmain.work+0x64\t/src/work.go:42

    1 @ 0x43e18e 0x436c37 0x46b4e5 0x5a3c2f 0x43dd47 0x46c1a1
    #\t0x46b4e4\tinternal/poll.runtime_pollWait+0x84\t/go/src/runtime/netpoll.go:343
    #\t0x5a3c2e\tmain.main+0xae\t/src/main.go:29
    #\t0x43dd46\truntime.main+0x266\t/go/src/runtime/proc.go:267


    """

  static var proto: [UInt8] {
    get throws {
      Array(try Data(contentsOf: URL(filePath: Fixture("format/labels.go1.27.pb.gz").path)))
    }
  }

  static var heap: [UInt8] { get throws { try profile("inuse_space", "bytes") } }
  static var cpu: [UInt8] { get throws { try profile("cpu", "nanoseconds") } }
  static var block: [UInt8] { get throws { try profile("contentions", "count") } }
  static let threads = "threadcreate profile: total 9\n9 @ \n#\t0x0\n\n"
  static let trace = Array("go 1.27 trace\0\0\0".utf8) + Array(repeating: 7, count: 64)
  static let log = "2026-11-21T08:42:26Z INFO started 14 goroutines\n2026-11-21T08:42:27Z INFO ok\n"

  /// A profile of another kind: one sample type and the strings that it needs.
  private static func profile(_ type: String, _ unit: String) throws -> [UInt8] {
    var bytes: [UInt8] = [0x0a, 4, 8, 1, 16, 2]
    for text in ["", type, unit] { bytes += [0x32, UInt8(text.utf8.count)] + Array(text.utf8) }
    return try GzipEncoder.encode(bytes)
  }

  static let crashLog =
    ("panic: assignment to entry in nil map\n\n"
    + dump(3)).split(separator: "\n", omittingEmptySubsequences: false)
    .map { "2026-11-21T08:42:26.123456789Z " + $0 + "\n" }.joined()
}

extension Layout {
  static let all: [Layout] = (try? build()) ?? []

  private static func build() throws -> [Layout] {
    try clusterTools() + observability() + applications() + platforms()
  }

  private static func clusterTools() throws -> [Layout] {
    func hashicorp(_ name: String, _ root: String) throws -> Layout {
      Layout(
        name: name, form: .tarGz,
        members: [
          Member("\(root)/2026-11-21T08-42-26Z/goroutine.prof", try Content.proto),
          Member("\(root)/2026-11-21T08-42-26Z/heap.prof", try Content.heap),
          Member("\(root)/2026-11-21T08-42-56Z/goroutine.prof", try Content.proto),
          Member("\(root)/2026-11-21T08-42-56Z/profile.prof", try Content.cpu),
          Member("\(root)/2026-11-21T08-42-56Z/trace.out", Content.trace),
          Member("\(root)/index.json", "{}"), Member("\(root)/\(name).log", Content.log),
        ],
        read: [
          "\(root)/2026-11-21T08-42-26Z/goroutine.prof",
          "\(root)/2026-11-21T08-42-56Z/goroutine.prof",
        ], series: [2])
    }
    let server = "nomad-debug-2026-11-21-084226Z/server/leader.global"
    let node = "debug/nodes/1"
    return [
      try hashicorp("consul", "consul-debug-2026-11-21T08-42-26Z"),
      try hashicorp("vault", "vault-debug-2026-11-21T08-42-26Z"),
      Layout(
        name: "nomad", form: .tarGz,
        members: [
          Member("\(server)/goroutine-debug1_0000.txt", Content.debug1),
          Member("\(server)/goroutine-debug2_0000.txt", Content.debug2),
          Member("\(server)/goroutine_0000.prof", try Content.proto),
          Member("\(server)/goroutine-debug1_0001.txt", Content.debug1),
          Member("\(server)/goroutine-debug2_0001.txt", Content.dump(5)),
          Member("\(server)/goroutine_0001.prof", try Content.proto),
          Member("\(server)/heap_0000.prof", try Content.heap),
          Member("\(server)/threadcreate_0000.prof", Content.threads),
          Member("\(server)/monitor.log", Content.log), Member("index.html", "<html></html>"),
        ],
        read: [
          "\(server)/goroutine-debug2_0000.txt", "\(server)/goroutine-debug2_0001.txt",
        ], otherForms: 4, series: [2]),
      Layout(
        name: "cockroach", form: .zip,
        members: [
          Member("\(node)/stacks.txt", Content.debug2),
          Member("\(node)/stacks_with_labels.txt", Content.debug1),
          Member("\(node)/heap.pprof", try Content.heap),
          Member("\(node)/cpu.pprof", try Content.cpu),
          Member(
            "\(node)/goroutines/goroutine_dump.2026-11-21T08_12_26.123.double_since_last_dump"
              + ".000000039.txt.gz", try GzipEncoder.encode(Array(Content.dump(4).utf8))),
          Member("\(node)/logs/cockroach.log", Content.log),
          Member("debug/nodes/2/stacks.txt", Content.dump(6)),
          Member("debug/events.json", "{}"),
        ],
        read: [
          "\(node)/stacks.txt",
          "\(node)/goroutines/goroutine_dump.2026-11-21T08_12_26.123.double_since_last_dump"
            + ".000000039.txt.gz", "debug/nodes/2/stacks.txt",
        ], otherForms: 1),
      Layout(
        name: "teleport", form: .tarGz,
        members: [
          Member("goroutine.pprof", try Content.proto), Member("heap.pprof", try Content.heap),
          Member("profile.pprof", try Content.cpu),
        ], read: ["goroutine.pprof"]),
      Layout(
        name: "kubo", form: .zip,
        members: [
          Member("goroutines.stacks", Content.debug2),
          Member("goroutines.pprof", try Content.proto), Member("heap.pprof", try Content.heap),
          Member("cpu.pprof", try Content.cpu), Member("version.json", "{}"),
          Member("ipfs", Array("\u{7f}ELF".utf8) + Array(repeating: 0, count: 600)),
        ], read: ["goroutines.stacks"], otherForms: 1),
    ]
  }

  private static func observability() throws -> [Layout] {
    [
      Layout(
        name: "influxd", form: .tar,
        members: [
          Member("profiles/goroutine.pb.gz", try Content.proto),
          Member("profiles/heap.pb.gz", try Content.heap),
          Member("profiles/block.pb.gz", try Content.block),
        ], read: ["profiles/goroutine.pb.gz"]),
      Layout(
        name: "promtool", form: .tarGz,
        members: [
          Member("cpu.pb", try Content.cpu), Member("goroutine.pb", try Content.proto),
          Member("heap.pb", try Content.heap), Member("mutex.pb", try Content.block),
          Member("trace.pb", Content.trace), Member("metrics.txt", "go_goroutines 41\n"),
        ], read: ["goroutine.pb"]),
      Layout(
        name: "alloy", form: .zip,
        members: [
          Member("alloy-support-bundle/alloy-logs.txt", Content.log),
          Member("alloy-support-bundle/pprof/goroutine.pprof", try Content.proto),
          Member("alloy-support-bundle/pprof/heap.pprof", try Content.heap),
        ], read: ["alloy-support-bundle/pprof/goroutine.pprof"]),
      Layout(
        name: "elastic-agent", form: .zip,
        members: [
          Member("goroutine.pprof.gz", try Content.proto),
          Member("heap.pprof.gz", try Content.heap), Member("state.yaml", "state: 2\n"),
          Member("components/filestream-default/goroutine.pprof.gz", try Content.proto),
          Member("logs/elastic-agent-20261121.ndjson", "{\"log.level\":\"info\"}\n"),
        ], read: ["goroutine.pprof.gz", "components/filestream-default/goroutine.pprof.gz"]),
      Layout(
        name: "Datadog", form: .zip,
        members: [
          Member("web-3/go-routine-dump.log", Content.debug2),
          Member("web-3/profiles/core-1st-heap.pprof", try Content.heap),
          Member("web-3/logs/agent.log", Content.log), Member("web-3/status.log", "Agent 7\n"),
        ], read: ["web-3/go-routine-dump.log"]),
    ]
  }

  private static func applications() throws -> [Layout] {
    [
      Layout(
        name: "MinIO", form: .zip,
        members: [
          Member("profile-127.0.0.1:9000-goroutines-before.txt", Content.debug2),
          Member("profile-127.0.0.1:9000-goroutines.txt", Content.dump(6)),
          Member("profile-127.0.0.1:9000-cpu.pprof", try Content.cpu),
          Member("cluster.info", "{}"),
        ],
        read: [
          "profile-127.0.0.1:9000-goroutines-before.txt", "profile-127.0.0.1:9000-goroutines.txt",
        ]),
      Layout(
        name: "Gitea", form: .zip,
        members: [
          Member("goroutine-before.txt", Content.debug1),
          Member("cpu-profile.dat", try Content.cpu),
          Member("goroutine-after.txt", Content.debug1), Member("heap.dat", try Content.heap),
        ], read: ["goroutine-before.txt", "goroutine-after.txt"], series: [2]),
      Layout(
        name: "syncthing", form: .zip,
        members: [
          Member("syncthing-goroutines-linux-amd64-v1.29.0-084226.pprof", try Content.proto),
          Member("syncthing-heap-linux-amd64-v1.29.0-084226.pprof", try Content.heap),
          Member("panic-20261121-084226.log", "panic: boom\n\n" + Content.debug2),
          Member("config.json.txt", "{}"),
        ],
        read: [
          "syncthing-goroutines-linux-amd64-v1.29.0-084226.pprof", "panic-20261121-084226.log",
        ]),
    ]
  }

  private static func platforms() throws -> [Layout] {
    let pod = "must-gather.local.1/registry/namespaces/shop/pods/checkout-1/app/app/logs"
    return [
      Layout(
        name: "antctl", form: .tarGz,
        members: [
          Member("goroutinestacks", Content.debug2), Member("heapprofile", try Content.heap),
          Member("logs/antrea-agent.log", Content.log), Member("ovsports", "1\n"),
        ], read: ["goroutinestacks"]),
      Layout(
        name: "must-gather", form: .tarGz,
        members: [
          Member("\(pod)/current.log", Content.log),
          Member("\(pod)/previous.log", Content.crashLog),
          Member("\(pod)/previous.insecure.log", ""),
          Member("must-gather.local.1/event-filter.html", "<html></html>"),
        ], read: ["\(pod)/previous.log"]),
      Layout(
        name: "dockerd", form: .tar,
        members: [
          Member("goroutine-stacks-2026-11-21T084226Z.log", Content.debug2),
          Member("daemon-data-2026-11-21T084226Z.log", "(*daemon.Daemon)(0xc000)({})\n"),
        ], read: ["goroutine-stacks-2026-11-21T084226Z.log"]),
      Layout(
        name: "containerd", form: .tar,
        members: [
          Member(
            "containerd.1234.stacks.log",
            "=== BEGIN goroutine stack dump ===\n" + Content.debug2
              + "\n=== END goroutine stack dump ===\n"),
          Member("containerd.log", Content.log),
        ], read: ["containerd.1234.stacks.log"]),
    ]
  }
}
