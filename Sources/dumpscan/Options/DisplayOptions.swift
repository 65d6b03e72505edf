import ArgumentParser
import Reporting

/// How a report is written.
struct DisplayOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Option(help: ArgumentHelp("How to write the report.", valueName: "format"))
  var format = PublicationFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Write it to a file.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Rows of the text's table; 0 is all.", valueName: "n"))
  var top = 10

  @Option(help: ArgumentHelp("When to use colours.", valueName: "when"))
  var color = Color.auto

  mutating func validate() throws {
    guard top >= 0 else {
      throw ValidationError("--top must be 1 or more, or 0 for all rows.")
    }
  }

  /// Writes a report to where it was asked for.
  ///
  /// - Throws: how to end, where it could not be written.
  func write(_ publication: Publication) throws {
    try FileOutput(path: output ?? "-").write {
      publication.write(format, options: textOptions, to: $0)
    }
  }

  private var textOptions: TextOptions {
    let usesColor =
      switch color {
      case .auto: output == nil && Terminal.usesColor
      case .always: true
      case .never: false
      }
    return TextOptions(
      width: output == nil ? Terminal.width : Terminal.fileWidth, usesColor: usesColor,
      usesUnicode: output != nil || Terminal.usesUnicode,
      rowLimit: top)
  }
}
