import ArgumentParser

/// Whether a long text is shown page by page.
struct PagerOptions: ParsableArguments {
  @Flag(help: "No pager: else DUMPSCAN_PAGER, PAGER or less.")
  var noPager = false

  /// What a text is to be shown with; nil for nothing.
  var pager: Pager? { noPager ? nil : Pager.forTerminal }
}
