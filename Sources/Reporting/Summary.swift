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

  init(_ dumps: [DumpAnalysis]) {
    var counts: [String: Int] = [:]
    for analysis in dumps {
      groups += analysis.groups.count
      // The tables of an input are shared by its dumps: only the stacks of this one count.
      stacks += Set(analysis.dump.samples.map(\.stack)).count
      for group in analysis.groups {
        goroutines += group.count
        if group.isLeaked { leaked += group.count }
        counts[group.state.name, default: 0] += group.count
      }
    }
    states = counts.map { (name: $0.key, count: $0.value) }
    states.sort { ($1.count, $0.name) < ($0.count, $1.name) }
  }
}
