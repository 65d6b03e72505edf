import GoroutineDump

extension Analysis {
  /// `select {}` in helpers.
  static let selectNoCases = Analysis.judged { candidates in
    candidates.matches(ofPlacesOfAtLeast: candidates.signature.thresholds.note) {
      candidates.inquiry.match($0, by: candidates.signature.thresholds)
    }
  }
}
