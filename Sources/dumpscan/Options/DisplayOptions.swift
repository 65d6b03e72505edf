import ArgumentParser
import Reporting

/// How a report is written.
struct DisplayOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What to write.", valueName: "format"))
  var format = PublicationFormat.text

  @Option(help: ArgumentHelp("Rows of the text's table; 0 is all.", valueName: "n"))
  var top = 10

  @OptionGroup var terminal: TerminalOptions

  mutating func validate() throws {
    guard top >= 0 else {
      throw ValidationError("--top must be 1 or more, or 0 for all rows.")
    }
  }

  /// How many rows of a table are shown; nil for all.
  var rowLimit: Int? { format == .text && top > 0 ? top : nil }

  /// Writes a report to standard output, for a person by way of the pager where one is given.
  ///
  /// - Throws: how to end, where it could not be written.
  func write(_ publication: Publication, showsStacks: Bool = false, pager: Pager? = nil) throws {
    let options = terminal.text(rowLimit: top, showsStacks: showsStacks)
    try FileOutput(path: "-").write(pager: format == .text ? pager : nil) { output in
      publication.write(format, options: options, to: output)
    }
  }
}
