import GoroutineDump

extension Analysis {
  /// Handlers that http.TimeoutHandler has given up.
  static let httpTimeoutHandlerAbandoned = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    return candidates.matches { groups in
      let signals = inquiry.signals(groups)
      // Without the creators' ids it cannot be told who was given up.
      guard signals.creatorsNamed > 0 else { return nil }
      let gone = signals.creatorsNamed - signals.creatorsAlive
      guard gone * 10 >= signals.creatorsNamed * 9 else { return nil }
      return inquiry.match(groups, by: candidates.signature.thresholds)
    }
  }
}
