/// The forms of one moment: tools save `debug=0`, `debug=1` and `debug=2` side by side. One of them is
/// judged, or each goroutine would count three times.
enum CaptureForm {
  /// The inputs without those that tell less of a moment than another one does; the order stays.
  static func mostTelling(of inputs: [DumpInput]) -> [DumpInput] {
    var best: [String: Int] = [:]
    for input in inputs {
      guard let moment = moment(of: input) else { continue }
      best[moment] = Swift.max(best[moment] ?? 0, rank(of: input))
    }
    return inputs.filter { input in
      guard let moment = moment(of: input) else { return true }
      return rank(of: input) == best[moment]
    }
  }

  /// What the input has in common with other forms of its moment; nil for a log, and for what a program
  /// said when it ended.
  private static func moment(of input: DumpInput) -> String? {
    guard input.dumps.count == 1, let dump = input.dumps.first, dump.format != .crash else {
      return nil
    }
    return CaptureName(input.path).moment + " " + dump.profile
  }

  /// How much a form tells: states and ages of each goroutine are the most.
  private static func rank(of input: DumpInput) -> Int {
    guard let dump = input.dumps.first else { return 0 }
    return switch dump.format {
    case .crash, .debug2: 4
    case .debug0 where !dump.goroutines.isEmpty: 3
    case .debug1: 2
    case .debug0: 1
    }
  }
}
