import GoroutineDump

/// What a dump holds beside the goroutines that are judged: asked for every place, worked out once.
///
/// A dump of 47,000 stacks has as many places; asking each of all the others took minutes.
struct DumpIndex: Sendable {
  /// For each package (see ``FunctionCensus``), the groups that are busy in it: neither parked in
  /// a channel operation, select or lock, nor waiting for connections.
  private(set) var busyGroups: [[Int]]
  /// For each function how many goroutines are inside a call of it.
  private(set) var callers: [Int]
  /// The groups that answer requests, see ``ServerLoops/names``.
  private(set) var serving: GroupSet
  /// The groups that watch the connection of a request for net/http.
  private(set) var watching: GroupSet
  /// For each file whether it is of a module, see ``ModuleFiles``.
  let isModuleFile: [Bool]
  /// The groups whose whole stack is of modules (see ``ModuleFiles``) and Go's library: no code of the
  /// program's own runs there.
  private(set) var allLibrary: GroupSet
  /// The creators of goroutines that do something; none of a dump that has very many.
  private(set) var busyCreators = GoroutineIDs()
  /// For each group the innermost frame that is not the wait itself: behind the runtime, `sync` and the
  /// network poller; its top where it has no other.
  private(set) var waitingFrames: [Frame?] = []
  /// The groups that read from a network connection in the program's own code.
  private(set) var readers: [Int] = []

  init(_ analysis: DumpAnalysis) {
    let symbols = analysis.dump.symbols
    let traits = analysis.census.traits
    busyGroups = Array(repeating: [], count: analysis.census.packages.count)
    callers = Array(repeating: 0, count: symbols.functions.count)
    serving = GroupSet(of: analysis.groups.count)
    watching = GroupSet(of: analysis.groups.count)
    allLibrary = GroupSet(of: analysis.groups.count)
    let isModuleFile = ModuleFiles(analysis).areModules
    self.isModuleFile = isModuleFile
    func isLibrary(_ frame: Frame) -> Bool {
      traits[Int(frame.function)].isStandardLibrary || isModuleFile[Int(frame.file)]
    }
    let watcher = analysis.function(named: "net/http.(*connReader).backgroundRead").map(Int.init)
    var busy: [Int] = []
    var busyCount = 0
    waitingFrames.reserveCapacity(analysis.groups.count)
    for number in analysis.groups.indices {
      let sample = analysis.groups[number].sample
      let stack = symbols.stacks[Int(analysis.dump.samples[sample].stack)]
      var isListening = false
      var isAllLibrary = true
      var waiting: Frame?
      for index in symbols.frameIndices(of: stack) {
        let frame = symbols.frames[Int(index)]
        let function = Int(frame.function)
        if isAllLibrary, !isLibrary(frame) { isAllLibrary = false }
        if waiting == nil, !traits[function].isWaiting { waiting = frame }
        callers[function] += analysis.groups[number].count
        if traits[function].isListening { isListening = true }
        if traits[function].servesRequests { serving.insert(number) }
        if function == watcher { watching.insert(number) }
      }
      waitingFrames.append(waiting ?? analysis.groups[number].top)
      if isAllLibrary { allLibrary.insert(number) }
      let activity = analysis.groups[number].state.activity
      if activity.isBusy || Self.parksInLibrary(analysis.groups[number], traits),
        !isListening
      {
        addBusy(number, stack, symbols, traits)
      }
      // Who watches a connection for net/http works for nobody.
      if activity.isBusy, activity != .runnable || !isListening, !watching.contains(number) {
        busy.append(number)
        busyCount += analysis.groups[number].count
      }
      if activity == .ioWait { addReader(number, analysis) }
    }
    // Of so many, the question who waits for whom is not worth a sorted list.
    if busyCount <= 200_000 { busyCreators = GoroutineIDs(creatorsOf: busy, analysis) }
  }

  /// Whether goroutines are parked inside a call of the library other than those of package `sync`
  /// (a request in flight, a child process): they come back when it ends.
  private static func parksInLibrary(_ group: Group, _ traits: [FunctionTraits]) -> Bool {
    guard let top = group.top, traits[Int(top.function)].isStandardLibrary else { return false }
    return !traits[Int(top.function)].isSync
  }

  private mutating func addBusy(
    _ number: Int, _ stack: Stack, _ symbols: Symbols, _ traits: [FunctionTraits]
  ) {
    for index in symbols.frameIndices(of: stack) {
      let package = Int(traits[Int(symbols.frames[Int(index)].function)].package)
      if busyGroups[package].last != number { busyGroups[package].append(number) }
    }
    if let creator = symbols.creator(of: stack) {
      let package = Int(traits[Int(creator.function)].package)
      if busyGroups[package].last != number { busyGroups[package].append(number) }
    }
  }

  private mutating func addReader(_ number: Int, _ analysis: DumpAnalysis) {
    // The library's own readers (of an HTTP server, of a transport) are no siblings of anyone.
    guard let site = analysis.groups[number].site,
      !analysis.census.traits[Int(site.function)].isStandardLibrary
    else { return }
    readers.append(number)
  }
}

extension GoroutineState.Activity {
  /// Whether a goroutine may be doing something, or come back and do it.
  ///
  /// A sender and a receiver of one channel are never parked both, and who holds a lock is not
  /// parked for it.
  var isBusy: Bool {
    switch self {
    case .channelSend, .channelReceive, .channelSendNil, .channelReceiveNil, .select,
      .selectNoCases, .system, .waitGroupWait, .condWait, .mutexLock, .rwMutexRLock, .rwMutexLock:
      false
    case .ioWait, .sleep, .syscall, .semaphore, .runnable, .other:
      true
    }
  }
}
