import ArgumentParser
import Reporting

/// How a report is written.
struct DisplayOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Output format.", valueName: "format"))
  var format = PublicationFormat.text

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the report to this file.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Show at most this many table rows; 0 shows all.", valueName: "n"))
  var top = 10

  @OptionGroup var terminal: TerminalOptions

  mutating func validate() throws {
    guard top >= 0 else {
      throw ValidationError("--top must be 0 (all rows) or more")
    }
  }

  /// How many rows of a table are shown; nil for all.
  var rowLimit: Int? { format == .text && top > 0 ? top : nil }

  /// What the text is shown with; nil for nothing.
  var pager: Pager? { format == .text && output == nil ? terminal.pager : nil }

  /// Writes a report to where it was asked for, for a person by way of a pager.
  ///
  /// - Throws: how to end, where it could not be written.
  func write(
    _ publication: Publication, showsStacks: Bool = false, pager: Pager? = nil
  ) throws {
    let options = terminal.text(rowLimit: top, showsStacks: showsStacks, isFile: output != nil)
    try FileOutput(path: output ?? "-").write(pager: pager) { output in
      publication.write(format, options: options, to: output)
    }
  }
}
