import ArgumentParser
import Reporting

/// How a text looks at a terminal.
struct TerminalOptions: ParsableArguments {
  enum When: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Option(help: ArgumentHelp("Use colour.", valueName: "when"))
  var color = When.auto

  @Option(
    help: ArgumentHelp("Make file names clickable links (OSC 8).", valueName: "when"))
  var hyperlinks = When.auto

  @OptionGroup var paging: PagerOptions

  /// How a text of so many rows looks, at the terminal or in a file.
  func text(rowLimit: Int, showsStacks: Bool = false, isFile: Bool = false) -> TextOptions {
    let usesPager = pager != nil
    return TextOptions(
      width: isFile ? Terminal.fileWidth : Terminal.width,
      usesColor: wants(color, !isFile && Terminal.usesColor),
      usesUnicode: isFile || Terminal.usesUnicode, rowLimit: rowLimit, showsStacks: showsStacks,
      // Older pagers show a hyperlink's sequence as it is.
      usesHyperlinks: wants(hyperlinks, !isFile && Terminal.knowsHyperlinks && !usesPager))
  }

  /// What a text is to be shown with; nil for nothing.
  var pager: Pager? { paging.pager }

  private func wants(_ when: When, _ automatic: @autoclosure () -> Bool) -> Bool {
    switch when {
    case .auto: automatic()
    case .always: true
    case .never: false
    }
  }
}
