import ArgumentParser
import Reporting

/// How a report is written.
struct DisplayOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Option(help: ArgumentHelp("How to write the report.", valueName: "format"))
  var format = PublicationFormat.text

  @Option(help: ArgumentHelp("Rows of the text's table; 0 is all.", valueName: "n"))
  var top = 10

  @Option(help: ArgumentHelp("When to use colours.", valueName: "when"))
  var color = Color.auto

  mutating func validate() throws {
    guard top >= 0 else {
      throw ValidationError("--top must be 1 or more, or 0 for all rows.")
    }
  }

  /// How many rows of a table are shown; nil for all.
  var rowLimit: Int? { format == .text && top > 0 ? top : nil }

  /// Writes a report to standard output.
  ///
  /// - Throws: how to end, where it could not be written.
  func write(_ publication: Publication) throws {
    let output = StandardOutput()
    publication.write(format, options: textOptions, to: output.report)
    try output.check()
  }

  private var textOptions: TextOptions {
    let usesColor =
      switch color {
      case .auto: Terminal.usesColor
      case .always: true
      case .never: false
      }
    return TextOptions(
      width: Terminal.width, usesColor: usesColor, usesUnicode: Terminal.usesUnicode,
      rowLimit: top)
  }
}
