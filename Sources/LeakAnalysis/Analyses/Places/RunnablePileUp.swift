import GoroutineDump

extension Analysis {
  /// More goroutines that are ready to run than the processors take on.
  static let runnablePileUp = Analysis(ofWholeDump: "runnable-pile-up") { candidates in
    let context = candidates.context
    let groups = context.analysis.groups
    let ready = groups.indices.filter { groups[$0].state.name == "runnable" }
    let count = context.count(of: ready)
    let limits = candidates.signature.thresholds
    // A few are always on their way; of very many, a tenth can have been woken together.
    guard count >= limits.warning, count * 10 >= context.analysis.goroutineCount else { return [] }
    let running = groups.indices.filter { groups[$0].state.name == "running" }
    var reasons = [
      "\(Evidence.number(count)) of \(Evidence.goroutines(context.analysis.goroutineCount))"
    ]
    let onCPU = context.count(of: running)
    if onCPU > 0 {
      reasons.append("\(Evidence.number(onCPU)) \(onCPU == 1 ? "runs" : "run") at this moment")
    }
    let places = context.byOwnPlace(ready)
    for (place, number) in places.prefix(2) where number * 5 >= count {
      reasons.append("\(Evidence.number(number)) of them in \(place.text)")
    }
    return [
      Sighting(
        groups: ready, doing: "are ready to run and wait for a CPU", reasons: reasons,
        stated: .medium, site: places.first?.place, explains: false)
    ]
  }
}

extension AnalysisContext {
  /// Some groups by the frame of the program's own code that they are in, with the goroutines there, most
  /// first.
  fileprivate func byOwnPlace(_ groups: [Int]) -> [(place: Place, count: Int)] {
    var counts: [Place: Int] = [:]
    var order: [Place] = []
    for group in groups {
      guard let place = ownFrame(of: group).map(analysis.place) else { continue }
      if counts[place] == nil { order.append(place) }
      counts[place, default: 0] += analysis.groups[group].count
    }
    return order.map { ($0, counts[$0] ?? 0) }.sorted { $0.1 > $1.1 }
  }
}
