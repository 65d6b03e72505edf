import GoroutineDump

/// The general judgement of goroutines that are parked in a program's own code: left behind, or
/// waiting as they should?
///
/// Each signal alone can be right in a healthy program. A warning needs one strong signal or two
/// weak ones, an error two strong ones or a strong one in numbers; and what speaks against it
/// (living creators, a request being served, a live connection) outweighs the weak ones.
struct AbandonedRule {
  let inquiry: Inquiry
  let thresholds: Thresholds
  /// Whether nobody in the dump can be at the other end; nil where the question has no sense.
  var otherEndIsMissing: Bool?
  /// How to say that.
  var otherEnd = ""
  /// Whether a missing other end is suspicious at any age and whoever started the goroutines (for
  /// a sender it is: a pool of receivers waits so by nature, a pool of senders does not).
  var isSuspiciousYoung = false
  /// Whether a few old goroutines are worth a warning.
  var warnsOfFew = false

  /// The judgement of some groups, or nil where nothing speaks for a leak.
  func judge(_ groups: [Int], doing what: String) -> Match? {
    let signals = inquiry.signals(groups)
    var strong: [String] = []
    var weak: [String] = []
    let isServing = inquiry.isServingRequest(groups[0])
    // Without creators' ids, ids in one run are the mark of a pool.
    let isPool = signals.creatorsNamed == 0 && signals.wereMadeAtOnce && signals.count >= 3
    let isHeld = signals.haveLiveCreators || isServing || isPool
    let isConnected = inquiry.haveLiveConnections(groups, signals)
    let isOld = signals.medianWait >= thresholds.minutes

    if signals.areOrphans, !isConnected, !isServing { strong.append("") }
    if isOld { strong.append("longer than any call should wait") }
    if otherEndIsMissing == true { strong.append(otherEnd) }
    if signals.agesAreSpread, !isHeld, !isConnected {
      strong.append("they keep arriving and do not leave")
    }
    if signals.count >= 1000, !isHeld, !isConnected {
      strong.append("\(Int(signals.share * 100)) % of all goroutines")
    }
    if signals.creatorsNamed == 0, signals.agesAreKnown, !isServing, !isConnected {
      if signals.wereMadeOverTime {
        weak.append("they were made one after the other, not as a pool")
      }
      if signals.medianWait >= 1 { weak.append("") }
      if signals.wereMadeOverTime, let creator = inquiry.returnedCreator(of: groups) {
        strong.append("no call of \(creator), which started them, is running")
      }
    }
    if isHeld {
      let isCut = otherEndIsMissing == true && (isOld || isSuspiciousYoung)
      guard isCut else { return nil }
      // Their own request still waits with them: it may only be slow.
      if isServing, !isOld { return noteIfWorth(groups, signals, what, strong + weak) }
    }
    guard let (severity, confidence) = level(signals, strong.count, weak.count) else {
      return noteIfWorth(groups, signals, what, strong + weak)
    }
    return Match(
      groups: groups, severity: severity, confidence: confidence,
      evidence: Evidence.sentence(signals, doing: what, and: (strong + weak).filter { !$0.isEmpty })
    )
  }

  private func level(
    _ signals: Signals, _ strong: Int, _ weak: Int
  ) -> (Severity, Confidence)? {
    if signals.count < thresholds.warning {
      // A few goroutines: only what is old AND has nobody at the other end is worth a warning.
      let isStuck = warnsOfFew && strong >= 2 && signals.medianWait >= thresholds.minutes
      return isStuck ? (.warning, .medium) : nil
    }
    if strong >= 2 || strong >= 1 && signals.count >= thresholds.error { return (.error, .high) }
    if strong >= 1 { return (.warning, signals.areOrphans ? .high : .medium) }
    if weak >= 2, signals.count >= thresholds.warning * 2 || isSuspiciousYoung || weak > 2 {
      return (.warning, .medium)
    }
    if weak >= 2 { return (.warning, .low) }
    return nil
  }

  private func noteIfWorth(
    _ groups: [Int], _ signals: Signals, _ what: String, _ reasons: [String]
  ) -> Match? {
    guard signals.count >= thresholds.note, !reasons.isEmpty || !signals.agesAreKnown else {
      return nil
    }
    return Match(
      groups: groups, severity: .note, confidence: .low,
      evidence: Evidence.sentence(signals, doing: what, and: reasons.filter { !$0.isEmpty }))
  }
}

extension Inquiry {
  /// Whether a goroutine is a server's, answering a request: it waits for what the request needs
  /// and ends with it.
  func isServingRequest(_ group: Int) -> Bool {
    functions(of: group).contains { ServerLoops.names.contains(FunctionName($0).canonical) }
  }

  /// Whether most of the goroutines have a sibling that reads from a network connection: then they
  /// serve a connection that lives, as the write pump of a web socket does beside its read pump.
  func haveLiveConnections(_ groups: [Int], _ signals: Signals) -> Bool {
    var creators: Set<UInt64> = []
    for number in groups {
      for record in analysis.goroutines(of: analysis.groups[number]) where record.creator != 0 {
        creators.insert(record.creator)
      }
    }
    let function = analysis.groups[groups[0]].creator?.function
    var connected: Set<UInt64> = []
    var readers = 0
    for (number, group) in analysis.groups.enumerated() where group.state.activity == .ioWait {
      guard let site = group.site, !groups.contains(number) else { continue }
      // The library's own readers (of an HTTP server, of a transport) are no siblings.
      guard !analysis.functions[Int(site.function)].isStandardLibrary else { continue }
      if creators.isEmpty {
        if let function, group.creator?.function == function { readers += group.count }
        continue
      }
      for record in analysis.goroutines(of: group) where creators.contains(record.creator) {
        connected.insert(record.creator)
        readers += 1
      }
    }
    if creators.count > 1 { return connected.count * 2 >= creators.count }
    return readers * 2 >= signals.count
  }

  /// The function that started some goroutines, where no goroutine is inside a call of it: every
  /// such call has returned and left its goroutines. What Go tells since 1.21 by ids, older dumps
  /// tell so.
  func returnedCreator(of groups: [Int]) -> String? {
    guard let creator = analysis.groups[groups[0]].creator else { return nil }
    let symbols = analysis.dump.symbols
    for group in analysis.groups {
      let stack = symbols.stacks[Int(analysis.dump.samples[group.sample].stack)]
      for index in symbols.frameIndices(of: stack)
      where symbols.frames[Int(index)].function == creator.function {
        return nil
      }
    }
    return symbols.function(of: creator)
  }

  /// Whether some goroutine of a package is busy: neither parked in a channel operation, select or
  /// lock, nor waiting for connections.
  ///
  /// A sender and a receiver of one channel are never parked both, and who holds a lock is not
  /// parked for it; so only a goroutine that does something else now can come back and be the
  /// other end.
  func hasBusyGoroutine(inPackageOf site: FunctionName, except groups: [Int]) -> Bool {
    let own = Set(groups)
    for (number, group) in analysis.groups.enumerated() where !own.contains(number) {
      switch group.state.activity {
      case .channelSend, .channelReceive, .channelSendNil, .channelReceiveNil, .select,
        .selectNoCases, .system, .waitGroupWait, .condWait, .mutexLock, .rwMutexRLock,
        .rwMutexLock:
        continue
      case .ioWait, .sleep, .syscall, .semaphore, .runnable, .other:
        break
      }
      var names = functions(of: number)
      if names.contains(where: ServerLoops.isListening) { continue }
      if let creator = group.creator {
        names.append(analysis.dump.symbols.function(of: creator))
      }
      if names.contains(where: { FunctionName($0).package == site.package }) { return true }
    }
    return false
  }
}

/// The loops of servers, known by their names.
enum ServerLoops {
  /// Goroutines that answer one request or serve one connection.
  static let names: Set<String> = [
    "net/http.(*conn).serve", "net/http.(*http2serverConn).runHandler",
    "net/http/internal/http2.(*serverConn).runHandler",
    "golang.org/x/net/http2.(*serverConn).runHandler",
    "google.golang.org/grpc.(*Server).serveStreams.func",
    "google.golang.org/grpc.(*Server).handleStream",
    "github.com/valyala/fasthttp.(*workerPool).workerFunc",
    "net/rpc.(*service).call",
  ]

  /// Whether a function waits for connections, signals or tests: idle by nature.
  static func isListening(_ function: String) -> Bool {
    function.hasSuffix("Listener).Accept") || function.hasSuffix(").ListenAndServe")
      || function == "os/signal.signal_recv" || function.hasPrefix("net/http/pprof.")
      || function.hasPrefix("runtime/pprof.") || function == "testing.(*T).Run"
  }
}
