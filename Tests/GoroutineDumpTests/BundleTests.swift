import Testing

@testable import GoroutineDump

/// Archives, folders and compressions: which members are read, what they are called, what is told.
struct BundleTests {
  private func bundle(_ name: String, member: String = "") throws -> Bundle {
    try DumpReader(threads: 1).readBundle(path: Fixture("bundles/" + name).path + member)
  }

  private func names(_ bundle: Bundle) -> [String] {
    bundle.inputs.map { String($0.path.split(separator: "/bundles/").last ?? "") }
  }

  @Test(arguments: ["zst", "xz", "bz2", "lz4", "gz.gz"])
  func `a compressed dump is read`(ending: String) throws {
    let bundle = try bundle("dump.txt." + ending)
    #expect(bundle.inputs.map { $0.dumps[0].goroutineCount } == [39])
    #expect(!bundle.isCollection)
  }

  @Test func `of the forms of one moment the most telling one is judged`() throws {
    let bundle = try bundle("three-forms.tar.gz")
    #expect(
      names(bundle) == [
        "three-forms.tar.gz:debug/server/a/goroutine-debug2_0000.txt",
        "three-forms.tar.gz:debug/server/a/goroutine-debug2_0001.txt",
      ])
    #expect(bundle.inputs.map { $0.dumps[0].goroutineCount } == [41, 101])
    #expect(bundle.otherFormCount == 4)
    // A heap profile, a trace, a log and an empty file.
    #expect(bundle.otherCount == 4)
    #expect(bundle.failures == [])
    #expect(bundle.series == [bundle.inputs.map(\.path)])
  }

  @Test func `an archive in an archive, and a name that climbs`() throws {
    let bundle = try bundle("archive-in-archive.zip")
    #expect(names(bundle) == ["archive-in-archive.zip:node.tgz:../../goroutine.txt"])
    #expect(bundle.otherCount == 2)
  }

  @Test func `one member is read alone`() throws {
    let member = ":debug/server/a/goroutine-debug1_0001.txt"
    let bundle = try bundle("three-forms.tar.gz", member: member)
    #expect(names(bundle) == ["three-forms.tar.gz" + member])
    #expect(throws: DumpError.self) { try self.bundle("three-forms.tar.gz", member: ":nothing") }
  }

  @Test func `an empty member that is called a dump is a failed capture`() throws {
    let bundle = try bundle("failed-capture.zip")
    #expect(bundle.inputs.count == 1)
    #expect(
      bundle.failures
        == [.empty(path: Fixture("bundles/failed-capture.zip").path + ":pod-2/goroutine.txt")])
  }

  @Test func `an archive that ends early is a failure`() throws {
    let bundle = try bundle("half.zip")
    #expect(bundle.inputs.isEmpty)
    #expect(!bundle.failures.isEmpty)
  }

  @Test func `an archive without a dump says what it holds`() throws {
    let path = Fixture("bundles/no-dump.zip").path
    #expect(throws: DumpError.noDump(path: path, members: ["a heap profile", "other text"])) {
      try self.bundle("no-dump.zip")
    }
  }

  @Test(arguments: [
    ("a/goroutine-debug2_0001.txt", "a/goroutine-0001"),
    ("a/goroutine_0001.prof", "a/goroutine-0001"),
    ("a/stacks_with_labels.txt", "a/stacks"),
    ("a/goroutines.pprof.gz", "a/goroutine"),
    ("a/goroutineleak.txt", "a/goroutineleak"),
  ])
  func `forms of one moment share a name`(path: String, moment: String) {
    #expect(CaptureName(path).moment == moment)
  }

  @Test(arguments: [
    ("pod/goroutine.txt", true), ("go-routine-dump.log", true), ("nodes/1/stacks.txt", true),
    ("goroutinestacks", true), ("goroutines.svg", false), ("heap.pprof", false),
    ("haystacks.txt", false),
  ])
  func `a name that promises a dump`(path: String, promises: Bool) {
    #expect(CaptureName(path).isOfGoroutines == promises)
  }

  @Test func `numbers count as numbers in a series`() {
    let sorted = ["t10.txt", "t9.txt", "t1.txt"].sorted { $0.isOrderedByNumbers(before: $1) }
    #expect(sorted == ["t1.txt", "t9.txt", "t10.txt"])
  }
}
