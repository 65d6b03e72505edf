import GoroutineDump
import LeakAnalysis

/// The sums over some dumps.
struct Summary {
  var goroutines = 0
  var groups = 0
  var stacks = 0
  var leaked = 0
  /// The states with their goroutines, the most frequent first, then by name.
  var states: [(name: String, count: Int)] = []

  /// Goroutines of one spelling of a state.
  private struct Run {
    var state: String
    var count: Int
  }

  init(_ dumps: [DumpAnalysis]) {
    var counts: [String: Int] = [:]
    for analysis in dumps {
      groups += analysis.groups.count
      // The tables of an input are shared by its dumps: only the stacks of this one count.
      var isUsed = [Bool](repeating: false, count: analysis.dump.symbols.stacks.count)
      for number in analysis.dump.samples.indices {
        let stack = Int(analysis.dump.samples[number].stack)
        if !isUsed[stack] { stacks += 1 }
        isUsed[stack] = true
      }
      // Counted by activity as long as the spelling stays the same, as it nearly always does:
      // hashing a hundred thousand names takes a tenth of the time of a text report.
      var runs: [Run?] = Array(repeating: nil, count: GoroutineState.Activity.allCases.count)
      for number in analysis.groups.indices {
        let count = analysis.groups[number].count
        goroutines += count
        if analysis.groups[number].isLeaked { leaked += count }
        let activity = Int(analysis.groups[number].state.activity.rawValue)
        if let run = runs[activity], run.state == analysis.groups[number].state.name {
          runs[activity]?.count += count
          continue
        }
        if let run = runs[activity] { counts[run.state, default: 0] += run.count }
        runs[activity] = Run(state: analysis.groups[number].state.name, count: count)
      }
      for run in runs.compactMap(\.self) { counts[run.state, default: 0] += run.count }
    }
    states = counts.map { (name: $0.key, count: $0.value) }
    states.sort { ($1.count, $0.name) < ($0.count, $1.name) }
  }
}
