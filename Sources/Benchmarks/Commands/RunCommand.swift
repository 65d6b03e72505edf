import ArgumentParser
import SystemCalls

/// `dumpscan-bench run`: measures all rows and prints their table.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Measure, and print a table (default).",
    discussion: """
      The dumps take 2.7 times --size in the folder, and up to 800 MB more. Times are medians; \
      rows take turns, so that a machine that slows down does so for all. Nothing fails where an \
      aim is missed.
      """)

  @Option(help: ArgumentHelp("The size of the large dump.", valueName: "bytes"))
  var size = ByteSize(bytes: 256 << 20)

  @Option(help: ArgumentHelp("How often each row is measured.", valueName: "n"))
  var runs = 5

  @Option(
    help: ArgumentHelp(
      "Keep the dumps here and use those that are there (default: a temporary folder).",
      valueName: "folder"), completion: .directory)
  var folder: String?

  @Option(
    help: ArgumentHelp("The dumpscan to measure (default: beside this one).", valueName: "path"),
    completion: .file())
  var binary: String?

  func validate() throws {
    guard runs > 0 else { throw ValidationError("--runs must be 1 or more.") }
    guard size.bytes >= 64 << 10 else { throw ValidationError("--size must be 64KiB or more.") }
  }

  func run() throws {
    let own = try Tools.ownPath()
    let binary = self.binary ?? Tools.folder(of: own) + "/dumpscan"
    guard InstalledPrograms.isExecutable(binary) else {
      throw ValidationError(
        "\(binary) is not there: build it (swift build -c release), or name it with --binary.")
    }
    Interruption.listen()
    let workspace = try Workspace(folder: folder)
    let results: [Section]
    do {
      let dumps = DumpFiles(workspace: workspace, generator: own)
      let plan = try Plan(size: size, dumpscan: binary, dumps: dumps)
      results = try Measuring(workspace: workspace, runs: runs).measure(plan)
    } catch {
      if error is ShellCommand.Failure { Progress.tell(workspace.text("errors") ?? "") }
      workspace.remove()
      if error is Interruption { throw ExitCode(130) }
      throw error
    }
    workspace.remove()
    print(ResultTable(sections: results, runs: runs).text, terminator: "")
  }
}
