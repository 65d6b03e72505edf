extension FramePattern {
  /// The name, where the pattern is one function.
  var functionName: String? {
    if case .function(let name) = self { name } else { nil }
  }
}
