import GoroutineDump

extension Analysis {
  /// Calls of C, by the functions that cgo makes for them; each holds a thread.
  static let cgoCalls = Analysis("cgo-calls") { candidates in
    let context = candidates.context
    guard candidates.count >= candidates.signature.thresholds.note else { return [] }
    var calls = CallsOfC(context)
    let groups = candidates.groups.filter { calls.caller(in: $0) != nil }
    return context.byPlace(groups, ofAtLeast: candidates.signature.thresholds.note).map { groups in
      // A C function that computes runs on as many threads as there are processors.
      let size = PlaceFacts.logarithm(context.count(of: groups), from: 100, to: 500)
      var sighting = Sighting(
        groups: groups, strength: max(candidates.measure(groups), size),
        doing: "occupy a thread in a C function")
      sighting.site = groups.first.flatMap { calls.caller(in: $0) }.map(context.analysis.place)
      return sighting
    }
  }
}

/// Which groups are inside a call of C, by the functions that cgo makes for it.
private struct CallsOfC {
  private enum Role { case runtime, call, other }

  private let context: AnalysisContext
  /// What each function is; a dump has far fewer than goroutines.
  private var roles: [UInt32: Role] = [:]

  init(_ context: AnalysisContext) {
    self.context = context
  }

  /// The innermost frame that is not cgo's own; nil where the goroutine is not in a call of C, or has
  /// no other frame.
  mutating func caller(in group: Int) -> Frame? {
    var isInC = false
    for frame in context.analysis.frames(of: context.analysis.groups[group]) {
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
    let name = context.analysis.dump.symbols.function(of: frame)
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
