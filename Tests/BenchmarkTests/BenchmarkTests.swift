import Foundation
import Testing

@testable import dumpscan_bench

/// The sizes and the table; no time is ever expected.
struct BenchmarkTests {
  @Test(
    arguments: [
      ("2GiB", 2 << 30), ("64MiB", 64 << 20), ("20KB", 20_000), ("1KiB", 1024), ("512", 512),
      ("7B", 7),
    ])
  func `sizes are read`(_ text: String, _ bytes: Int) {
    #expect(ByteSize(argument: text)?.bytes == bytes)
  }

  @Test(arguments: ["", "GiB", "-1MiB", "1.5GiB", "1TiB", "9999999999GiB", "x"])
  func `what is no size is refused`(_ text: String) {
    #expect(ByteSize(argument: text) == nil)
  }

  @Test(arguments: ["2GiB", "64MiB", "20KB", "3B", "1025B"])
  func `sizes are written as a person does`(_ text: String) {
    #expect(ByteSize(argument: text)?.description == text)
  }

  @Test func `the table tells ratios, peaks and what is missing`() {
    func cost(_ seconds: Double, _ mebibytes: Int) -> ShellCommand.Cost {
      ShellCommand.Cost(
        seconds: seconds, processorSeconds: seconds * 2, peakBytes: mebibytes << 20)
    }
    var grep = Row(work: "grep", line: "grep")
    grep.costs = [cost(3, 2), cost(1, 3), cost(2, 2)]
    var dumpscan = Row(
      work: "dumpscan", line: "dumpscan", reference: (0, "grep"), aim: "0.5 x grep, 50 MiB")
    dumpscan.costs = [cost(1, 40), cost(0.9, 60)]
    var mawk = Row(work: "mawk", line: nil)
    mawk.failure = "not installed"
    let besideMawk = Row(
      work: "dumpscan", line: "", reference: (2, "mawk"), costs: [cost(0.1, 9)])
    let size = Row(work: "64MiB", line: "", gibibytes: 0.0625, costs: [cost(0.0125, 50)])
    let table = ResultTable(
      sections: [
        Section(heading: "2GiB", rows: [grep, dumpscan, mawk, besideMawk, size])
      ], runs: 3, floor: 10 << 20)
    let lines = table.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(7).joined(separator: "\n") == """
        WORK                                 SECONDS     CPU PEAK MiB  RATIO            AIMED AT
        2GiB
          grep                                 2.000   4.000     < 11
          dumpscan                             0.950   1.900       60  0.48 x grep      0.5 x grep, 50 MiB
          mawk                                     -       -        -  not installed
          dumpscan                             0.100   0.200     < 11  - x mawk
          64MiB                                0.013   0.025       50  0.20 s/GiB
        """)
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test func `all rows are measured on dumps that are kept and used again`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "dumpscan-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let workspace = try Workspace(folder: folder.path)
    let dumps = DumpFiles(workspace: workspace, generator: Self.product("dumpscan-bench"))
    let plan = try Plan(
      size: ByteSize(bytes: 1 << 20), dumpscan: Self.product("dumpscan"), dumps: dumps)
    let measured = try Measuring(workspace: workspace, runs: 1).measure(plan)
    #expect(measured.count == 5)
    for row in measured.flatMap(\.rows) {
      #expect(row.failure == nil || row.failure == "not installed", "\(row.work)")
      #expect(row.costs.count == (row.failure == nil ? 1 : 0))
    }
    let text = ResultTable(sections: measured, runs: 1).text
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })

    let file = folder.appending(path: "debug2-1MiB-60-stacks.txt").path
    let date = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
    _ = try dumps.dump(size: 1 << 20, stacks: 60)
    #expect(
      try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date == date)
  }

  @Test func `a temporary folder goes, with all that is in it`() throws {
    let workspace = try Workspace(folder: nil)
    let path = workspace.path("output")
    _ = try ShellCommand(line: "echo done").run(output: path, error: workspace.path("errors"))
    #expect(workspace.text("output") == "done\n")
    workspace.remove()
    #expect(!FileManager.default.fileExists(atPath: Tools.folder(of: path)))
  }

  @Test func `a command that fails says how`() throws {
    let workspace = try Workspace(folder: nil)
    defer { workspace.remove() }
    let error = #expect(throws: ShellCommand.Failure.self) {
      try ShellCommand(line: "exit 65").run(
        output: workspace.path("output"), error: workspace.path("errors"))
    }
    #expect(error?.status == 65)
  }

  @Test func `words for the shell keep what is in them`() {
    #expect(Tools.quoted("it's $HOME") == #"'it'\''s $HOME'"#)
  }

  /// A program that was built beside the tests.
  private static func product(_ name: String) -> String {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let path = folder.appending(path: name).path
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      if attributes?[.type] as? FileAttributeType == .typeRegular { return path }
      folder.deleteLastPathComponent()
    }
    return name
  }
}
