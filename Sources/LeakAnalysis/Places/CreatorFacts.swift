import GoroutineDump

/// Who started the goroutines of a place. All 0 where a dump does not name creators by id: before
/// Go 1.21, and in count profiles.
struct CreatorFacts: Sendable {
  /// How many different ones.
  private(set) var distinct = 0
  /// The share of goroutines whose creator is gone.
  private(set) var gone = 0.0
  /// The share whose creator lives, and is no longer inside the function that started them.
  private(set) var returned = 0.0
  /// The share whose creator is still inside that function.
  private(set) var calling = 0.0
  /// The share for which the same creator has started a goroutine that reads from the network.
  private(set) var reading = 0.0
  /// The share whose creator is at work, or handles a request, and is inside the call that started them
  /// or has started no other: each belongs to a living owner.
  private(set) var owned = 0.0
  /// Of handlers of requests, the share whose creator is the goroutine of a connection that lives: over
  /// HTTP/2 and gRPC, one carries many requests.
  private(set) var connected = 0.0
  /// The share that have started a goroutine which is at work.
  private(set) var working = 0.0
  /// Where creators are not named: whether the creating function is on another goroutine's stack.
  private(set) var functionIsRunning = false

  init(
    _ sample: [GoroutineRecord], _ place: ParkedPlace, _ context: AnalysisContext, _ dump: DumpFacts
  ) {
    let count = Double(max(sample.count, 1))
    var children: [UInt64: Int] = [:]
    for record in sample where record.creator > 0 { children[record.creator, default: 0] += 1 }
    guard dump.namesCreators, !children.isEmpty, let function = place.creator else {
      functionIsRunning = Self.isRunning(place, context)
      return
    }
    distinct = children.count
    let isHandling = place.groups.first.map(dump.handling.contains) ?? false
    var (gone, returned, calling, reading, owners, connected) = (0, 0, 0, 0, 0, 0)
    for (creator, started) in children {
      let parent = dump.parents[creator]
      let isInside =
        parent.map { context.hasFrame(of: $0) { $0.function == function } } ?? false
      let isConnection =
        isHandling
        && parent.map { context.hasFrame(of: $0) { dump.connections.contains($0.function) } }
          ?? false
      if isConnection { connected += started }
      if !context.analysis.ids.contains(creator) {
        gone += started
      } else if isInside || isConnection {
        calling += started
      } else if parent != nil {
        returned += started
      }
      // A connection waits for its next request, and owns all that it carries.
      if isConnection {
        owners += started
      } else if let parent, context.kinds[parent].isActive || dump.handling.contains(parent) {
        owners += isInside ? started : 1
      }
      reading += min(started, dump.readersOfParent[creator] ?? 0)
    }
    self.gone = Double(gone) / count
    self.returned = Double(returned) / count
    self.calling = Double(calling) / count
    owned = Double(owners) / count
    self.connected = Double(connected) / count
    if place.kind != .read { self.reading = Double(reading) / count }
    let employers = context.surroundings.busyCreators
    if !employers.isEmpty {
      working = Double(sample.count { employers.contains($0.id) }) / count
    }
  }

  private static func isRunning(
    _ place: ParkedPlace, _ context: AnalysisContext
  ) -> Bool {
    guard let creator = place.creator else { return false }
    var own = 0
    for group in place.groups {
      if context.hasFrame(of: group, where: { $0.function == creator }) {
        own += context.analysis.groups[group].count
      }
    }
    return context.surroundings.callers[Int(creator)] > own
  }
}
