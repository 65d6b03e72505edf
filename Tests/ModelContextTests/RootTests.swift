import Foundation
import Testing

@testable import ModelContext

/// Which files can be read: those below the roots, and no others.
struct RootTests {
  private let refusal = "outside the directories that may be read"

  private func client() throws -> TestClient {
    let client = try TestClient(
      roots: ["in"],
      files: [
        "in/dump.txt": SampleDumps.senders, "in/sub/more.txt": SampleDumps.senders,
        "out/secret.txt": SampleDumps.senders, "inside.txt": SampleDumps.senders,
      ])
    let files = FileManager.default
    let base = client.folder
    try files.createSymbolicLink(
      at: base.appending(path: "in/link.txt"),
      withDestinationURL: base.appending(path: "out/secret.txt"))
    try files.createSymbolicLink(
      at: base.appending(path: "in/linked"), withDestinationURL: base.appending(path: "out"))
    try files.createSymbolicLink(
      at: base.appending(path: "in/own.txt"),
      withDestinationURL: base.appending(path: "in/dump.txt"))
    try files.createSymbolicLink(
      at: base.appending(path: "in/sub/up"), withDestinationURL: base.appending(path: "in"))
    return client
  }

  private func outcome(_ path: String) throws -> TestClient.Outcome {
    let client = try client()
    defer { client.remove() }
    let absolute = path.replacing("BASE", with: client.folder.path)
    return try client.call("analyze_dump", #"{"paths":["\#(absolute)"]}"#)
  }

  @Test(arguments: [
    "dump.txt", "./sub/../dump.txt", "sub/more.txt", "own.txt", "BASE/in/dump.txt",
    "../in/dump.txt",
  ])
  func `files below a root are read`(_ path: String) throws {
    let outcome = try outcome(path)
    #expect(!outcome.isError, "\(outcome.text)")
    #expect(outcome.data["goroutines"] == 4)
  }

  @Test(arguments: [
    "../out/secret.txt", "link.txt", "linked/secret.txt", "BASE/out/secret.txt", "/etc/passwd",
    "../inside.txt", "BASE/inside.txt", "/etc/there/is/none", "../../../../../../etc/passwd",
    "/proc/self/environ", "sub/../../out/secret.txt", "BASE/in/../out/secret.txt",
    "/etc/passwd:member", "linked", "..", "/",
  ])
  func `all others are refused, there or not`(_ path: String) throws {
    let outcome = try outcome(path)
    #expect(outcome.isError)
    #expect(outcome.text.contains(refusal), "\(outcome.text)")
  }

  @Test func `what is missing below a root is said to be missing`() throws {
    let outcome = try outcome("gone.txt")
    #expect(outcome.text == "gone.txt: file not found")
    #expect(try self.outcome("-").text == "-: file not found")
  }

  @Test func `a pipe is refused, since reading it may never end`() throws {
    let client = try client()
    defer { client.remove() }
    let pipe = client.folder.appending(path: "in/pipe").path
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let outcome = try client.call("analyze_dump", #"{"paths":["pipe"]}"#)
    #expect(outcome.text == "pipe: is not a regular file")
  }

  @Test func `no part of a path with a colon is taken for an archive elsewhere`() throws {
    let client = try client()
    defer { client.remove() }
    let files = FileManager.default
    let inside = client.folder.appending(path: "in")
    // `link` leads out of the root; `link:real` does not.
    try files.createSymbolicLink(
      at: inside.appending(path: "link"),
      withDestinationURL: client.folder.appending(path: "out/secret.txt"))
    try files.createDirectory(
      at: inside.appending(path: "link:real"), withIntermediateDirectories: true)
    try Data(SampleDumps.senders.utf8).write(to: inside.appending(path: "link:real/x.tgz"))
    let member = try client.call("analyze_dump", #"{"paths":["link:real/x.tgz:m"]}"#)
    #expect(member.text.contains(refusal), "\(member.text)")
    let whole = try client.call("analyze_dump", #"{"paths":["link:real/x.tgz"]}"#)
    #expect(whole.data["goroutines"] == 4)
  }

  @Test func `a folder is read without what it links to elsewhere`() throws {
    let outcome = try outcome(".")
    #expect(!outcome.isError, "\(outcome.text)")
    guard case .array(let dumps) = outcome.data["dumps"] else {
      Issue.record("no dumps")
      return
    }
    #expect(
      dumps.compactMap { $0["path"]?.text } == ["./dump.txt", "./dump.txt", "./sub/more.txt"])
    #expect(!outcome.text.contains("secret"))
  }

  @Test func `a root must be a directory`() throws {
    #expect(throws: RootError.notFound(path: "/nowhere/at/all")) {
      _ = try Roots(["/nowhere/at/all"])
    }
    #expect(throws: RootError.notADirectory(path: "/etc/passwd")) {
      _ = try Roots(["/etc/passwd"])
    }
  }
}
