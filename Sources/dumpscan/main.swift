import GoroutineDump
import LeakAnalysis
for p in CommandLine.arguments.dropFirst() {
  do {
    let input = try DumpReader().read(path: p)
    for d in input.dumps {
      print(p, d.format, d.profile, d.goroutineCount, d.samples.count, d.problems)
      if CommandLine.arguments.count < 4 {
        for s in d.samples {
          print(
            s.count, s.state, s.stateSource,
            d.symbols.frames(of: d.symbols.stacks[Int(s.stack)]).map { d.symbols.function(of: $0) })
        }
      }
    }
  } catch { print(error) }
}
