import ArgumentParser
import GoroutineDump
import LeakAnalysis
import Reporting

/// The answer for one or more dumps.
struct Scan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what is wrong in one or more dumps (what dumpscan does without a command).")

  @ArgumentParser.Argument(help: "Dumps to read; '-' or nothing is standard input.")
  var files: [String] = []

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(help: "How to write the report.")
  var format = Format.text

  func run() throws {
    var inputs: [DumpInput] = []
    for file in files.isEmpty ? ["-"] : files {
      do throws(DumpError) {
        inputs.append(try DumpReader().read(path: file))
      } catch {
        Message.error("\(error)")
      }
    }
    guard !inputs.isEmpty else { throw ExitStatus.notADump }
    let view = try ReportView(Report(inputs))
    let output = StandardOutput()
    switch format {
    case .text: TextReport(view).write(to: output.report)
    case .json: JSONReport(view).write(to: output.report)
    }
    try output.check()
  }
}
