import GoroutineDump

/// What the rules ask of the whole dump again and again, worked out once: which packages have
/// goroutines that do something, which functions are running, which serve requests.
///
/// A dump can have fifty thousand groups, each of them a place to judge: no rule may walk over all
/// groups for each place.
struct ProgramMap: Sendable {
  /// The package of each function, as an index into ``packages``.
  let packageOfFunction: [Int32]
  /// Canonical import paths.
  let packages: [String]
  /// Whether a function is on some goroutine's stack.
  private(set) var isRunning: [Bool]
  /// Whether a function is the loop of a server, which answers a request or serves a connection.
  let isServing: [Bool]
  /// Whether a function waits for connections, signals or tests: idle by nature.
  let isListening: [Bool]
  /// Groups of the program's own goroutines that wait for the network: readers of connections. The
  /// library's own (of an HTTP server, of a transport) are not among them.
  private(set) var connections: [Int] = []
  /// The groups that have a package on their stack or as their creator's.
  private(set) var groupsOfPackage: [[Int]]
  /// Of these, how many are busy: not parked, and not listening.
  private(set) var busyOfPackage: [Int]

  init(_ analysis: DumpAnalysis) {
    let symbols = analysis.dump.symbols
    var numbers: [String: Int32] = [:]
    var names: [String] = []
    var owners: [Int32] = []
    var serving: [Bool] = []
    var listening: [Bool] = []
    owners.reserveCapacity(symbols.functions.count)
    for name in symbols.functions {
      let path = Self.packagePath(name)
      if let known = numbers[path] {
        owners.append(known)
      } else {
        let number = Int32(names.count)
        numbers[path] = number
        names.append(FunctionName(name).package)
        owners.append(number)
      }
      serving.append(ServerLoops.serves(name))
      listening.append(ServerLoops.isListening(name))
    }
    packageOfFunction = owners
    packages = names
    isServing = serving
    isListening = listening
    isRunning = [Bool](repeating: false, count: symbols.functions.count)
    groupsOfPackage = [[Int]](repeating: [], count: names.count)
    busyOfPackage = [Int](repeating: 0, count: names.count)
    for (number, group) in analysis.groups.enumerated() { add(group, number, symbols, analysis) }
  }

  private mutating func add(
    _ group: Group, _ number: Int, _ symbols: Symbols, _ analysis: DumpAnalysis
  ) {
    let stack = symbols.stacks[Int(analysis.dump.samples[group.sample].stack)]
    var listens = false
    var own: [Int32] = []
    for index in symbols.frameIndices(of: stack) {
      let function = Int(symbols.frames[Int(index)].function)
      isRunning[function] = true
      listens = listens || isListening[function]
      let package = packageOfFunction[function]
      if own.last != package, !own.contains(package) { own.append(package) }
    }
    if let creator = group.creator {
      let package = packageOfFunction[Int(creator.function)]
      if !own.contains(package) { own.append(package) }
    }
    if group.state.activity == .ioWait, let site = group.site,
      !analysis.functions[Int(site.function)].isStandardLibrary
    {
      connections.append(number)
    }
    let isBusy = !listens && Self.isBusy(group.state.activity)
    for package in own {
      groupsOfPackage[Int(package)].append(number)
      if isBusy { busyOfPackage[Int(package)] += 1 }
    }
  }

  /// Whether a goroutine in this state does something, or will by itself: it can come back and be
  /// the other end of what others wait for.
  private static func isBusy(_ activity: GoroutineState.Activity) -> Bool {
    switch activity {
    case .channelSend, .channelReceive, .channelSendNil, .channelReceiveNil, .select,
      .selectNoCases, .system, .waitGroupWait, .condWait, .mutexLock, .rwMutexRLock,
      .rwMutexLock:
      false
    case .ioWait, .sleep, .syscall, .semaphore, .runnable, .other:
      true
    }
  }

  /// The import path as the dump spells it.
  private static func packagePath(_ name: String) -> String {
    let utf8 = name.utf8
    let slash = utf8.lastIndex(of: UInt8(ascii: "/")) ?? utf8.startIndex
    let dot = utf8[slash...].firstIndex(of: UInt8(ascii: ".")) ?? utf8.endIndex
    return String(name[..<dot])
  }
}

/// The loops of servers, known by their names.
enum ServerLoops {
  /// Goroutines that answer one request or serve one connection.
  private static let names: Set<String> = [
    "net/http.(*conn).serve", "net/http.(*http2serverConn).runHandler",
    "net/http/internal/http2.(*serverConn).runHandler",
    "golang.org/x/net/http2.(*serverConn).runHandler",
    "google.golang.org/grpc.(*Server).serveStreams.func",
    "google.golang.org/grpc.(*Server).handleStream",
    "github.com/valyala/fasthttp.(*workerPool).workerFunc",
    "net/rpc.(*service).call",
  ]

  /// Whether a function answers one request or serves one connection.
  static func serves(_ function: String) -> Bool {
    // The canonical name costs a microsecond; few functions are worth it.
    guard
      function.hasSuffix(".serve") || function.hasSuffix(".runHandler")
        || function.hasSuffix(".handleStream") || function.hasSuffix(".workerFunc")
        || function.hasSuffix(".call") || function.contains(".serveStreams.")
    else { return false }
    return names.contains(FunctionName(function).canonical)
  }

  /// Whether a function waits for connections, signals or tests: idle by nature.
  static func isListening(_ function: String) -> Bool {
    function.hasSuffix("Listener).Accept") || function.hasSuffix(").ListenAndServe")
      || function == "os/signal.signal_recv" || function.hasPrefix("net/http/pprof.")
      || function.hasPrefix("runtime/pprof.") || function == "testing.(*T).Run"
  }
}

extension Inquiry {
  /// Whether a goroutine is a server's, answering a request: it waits for what the request needs
  /// and ends with it.
  func isServingRequest(_ group: Int) -> Bool {
    let symbols = analysis.dump.symbols
    let stack = symbols.stacks[Int(analysis.dump.samples[analysis.groups[group].sample].stack)]
    return symbols.frameIndices(of: stack).contains {
      map.isServing[Int(symbols.frames[Int($0)].function)]
    }
  }

  /// Whether some goroutine of the site's package is busy: neither parked in a channel operation,
  /// select or lock, nor waiting for connections.
  ///
  /// A sender and a receiver of one channel are never parked both, and who holds a lock is not
  /// parked for it; so only a goroutine that does something else now can come back and be the
  /// other end.
  func hasBusyGoroutine(inPackageOf site: Frame) -> Bool {
    map.busyOfPackage[Int(map.packageOfFunction[Int(site.function)])] > 0
  }

  /// The canonical import path of a frame's package.
  func package(of frame: Frame) -> String {
    map.packages[Int(map.packageOfFunction[Int(frame.function)])]
  }

  /// The function that started some goroutines, where no goroutine is inside a call of it: every
  /// such call has returned and left its goroutines. What Go tells since 1.21 by ids, older dumps
  /// tell so.
  func returnedCreator(of groups: [Int]) -> String? {
    guard let creator = analysis.groups[groups[0]].creator, !map.isRunning[Int(creator.function)]
    else { return nil }
    return analysis.dump.symbols.function(of: creator)
  }
}
