import ArgumentParser

/// Whether a long text is shown page by page.
struct PagerOptions: ParsableArguments {
  @Flag(help: "Do not page output (default: $DUMPSCAN_PAGER, $PAGER, less).")
  var noPager = false

  /// What a text is to be shown with; nil for nothing.
  var pager: Pager? { noPager ? nil : Pager.forTerminal }
}
