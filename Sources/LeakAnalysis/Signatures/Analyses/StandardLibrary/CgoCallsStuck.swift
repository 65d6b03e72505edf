import GoroutineDump

extension Analysis {
  /// Calls of C that take a thread each, and do not return.
  static let cgoCallsStuck = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let limits = candidates.signature.thresholds
    guard candidates.count >= limits.note else { return [] }
    var calls = CallsOfC(inquiry)
    let groups = candidates.groups.filter { calls.caller(in: $0) != nil }
    return inquiry.byPlace(groups, ofAtLeast: limits.note).map { groups in
      let signals = inquiry.signals(groups)
      var severity = Severity.note
      if signals.medianWait >= 1 {
        let isError = signals.count >= limits.error || signals.medianWait >= limits.minutes
        severity = isError ? .error : .warning
      } else if signals.count >= limits.error {
        // A C function that computes runs on as many threads as there are processors.
        severity = signals.count >= 1000 ? .error : .warning
      }
      var match = Match(
        groups: groups, severity: severity,
        confidence: severity == .note ? .low : signals.medianWait >= 1 ? .high : .medium,
        evidence: Evidence.sentence(
          signals, doing: "hold a thread inside a C function"))
      match.site = groups.first.flatMap { calls.caller(in: $0) }.map(inquiry.analysis.place)
      return match
    }
  }
}

/// Which groups are inside a call of C, by the functions that cgo makes for it.
private struct CallsOfC {
  private enum Role { case runtime, call, other }

  private let inquiry: Inquiry
  /// What each function is; a dump has far fewer than goroutines.
  private var roles: [UInt32: Role] = [:]

  init(_ inquiry: Inquiry) {
    self.inquiry = inquiry
  }

  /// The innermost frame that is not cgo's own; nil where the goroutine is not in a call of C, or has
  /// no other frame.
  mutating func caller(in group: Int) -> Frame? {
    var isInC = false
    for frame in inquiry.analysis.frames(of: inquiry.analysis.groups[group]) {
      switch role(of: frame) {
      case .runtime: continue
      case .call: isInC = true
      case .other: return isInC ? frame : nil
      }
    }
    return nil
  }

  private mutating func role(of frame: Frame) -> Role {
    if let known = roles[frame.function] { return known }
    let name = inquiry.analysis.dump.symbols.function(of: frame)
    var role = Role.other
    if name.hasPrefix("runtime.") {
      role = .runtime
    } else if name.contains("._Cfunc_") || name.contains("._C2func_") {
      role = .call
    }
    roles[frame.function] = role
    return role
  }
}
