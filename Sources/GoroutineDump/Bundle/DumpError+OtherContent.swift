extension DumpError {
  /// Whether the file holds a profile of another kind, a trace or a program: written on purpose, and no
  /// capture of goroutines that failed.
  public var isOtherContent: Bool {
    if case .notADump(_, let what) = self { return OtherContent.isKnownKind(what) }
    return false
  }
}
