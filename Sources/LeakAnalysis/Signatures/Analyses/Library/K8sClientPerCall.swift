import GoroutineDump

extension Analysis {
  /// Clientsets that are made again and again.
  static let k8sClientPerCall = Analysis.judged { $0.together(doing: "are loops of clients or queues, one of each kind for each") }
}
