import GoroutineDump

/// The general judgement of goroutines that are parked in a program's own code: left behind, or
/// waiting as they should?
///
/// Each signal alone can be right in a healthy program: pools grown by requests, actors, schedulers
/// and jobs that run on have no living creators either. So a warning needs a strong signal and
/// nothing that explains the wait (see ``explanations(_:of:_:)``); an error needs two strong ones, or
/// one in numbers.
struct AbandonedRule {
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
  /// Whether a healthy pool parks so: a receiver or a waiter for a condition does.
  var mayBePool = false
  /// Whether a healthy loop parks so, to be woken by a timer: a select does.
  var mayBeLoop = false
  /// Whether it is such a loop by its name: then short waits explain nothing, but one for each of a
  /// number of caches or tenants is as it should be.
  var isPeriodic = false
  /// What is known already to explain the wait.
  var explanation: String?

  /// How many goroutines a place must have to be judged at all.
  var fewest: Int { warnsOfFew ? 0 : min(thresholds.note, thresholds.warning) }

  /// The judgement of some groups, or nil where nothing speaks for a leak.
  func judge(_ groups: [Int], of inquiry: Inquiry, doing what: String) -> Match? {
    // Most places of a large dump are small: they are left before anything is measured.
    let count = inquiry.count(of: groups)
    guard count >= fewest else { return nil }
    let signals = inquiry.signals(groups)
    let isServing = inquiry.isServingRequest(groups[0])
    if isServing { return judgeHandlers(groups, of: inquiry, signals, what) }
    let isHeld = inquiry.creatorsLive(groups, signals)
    let isOld = signals.medianWait >= thresholds.minutes
    var strong: [String] = []
    if signals.areOrphans { strong.append("") }
    if isOld { strong.append("longer than any call should wait") }
    if otherEndIsMissing == true { strong.append(otherEnd) }
    if !isHeld {
      if signals.agesAreSpread { strong.append("they keep arriving and do not leave") }
      if signals.count >= 1000 {
        strong.append(
          signals.share >= 0.01
            ? "\(Int(signals.share * 100)) % of all goroutines" : "a thousand or more in one place")
      }
      // A loop that something has from the start on looks so too, where several are started for each.
      if signals.creatorsNamed == 0, signals.wereMadeOverTime, !mayBeLoop || isPeriodic,
        let creator = inquiry.returnedCreator(of: groups)
      {
        strong.append("no call of \(creator), which started them, is running")
      }
    } else if isSuspiciousYoung, !signals.areWoken,
      signals.agesAreSpread && signals.keepComing && signals.wereMadeOverTime || isFlood(signals)
    {
      // One that lives can leave them too, round after round; who is served leaves the queue.
      strong.append("they keep arriving and do not leave")
    } else if otherEndIsMissing != true || !isOld && !isSuspiciousYoung {
      // Those that wait at one object are a pool's or a hub's, as long as nothing tells their age.
      if signals.shareOneAddress, !isSuspiciousYoung { return nil }
      return noteIfWorth(groups, of: inquiry, signals, what, [])
    }
    let explanations = explanations(groups, of: inquiry, signals)
    guard explanations.isEmpty, let (severity, confidence) = level(signals, strong.count) else {
      return noteIfWorth(groups, of: inquiry, signals, what, strong + explanations)
    }
    return Match(
      groups: groups, severity: severity, confidence: confidence,
      evidence: Evidence.sentence(signals, doing: what, and: strong.filter { !$0.isEmpty }))
  }

  /// Whether there are so many, of different ages, that no queue for a slow receiver explains them; whoever
  /// starts one after the other (`go send()` in a loop) lives, and leaves no gaps between their ids.
  private func isFlood(_ signals: Signals) -> Bool {
    guard let wait = signals.wait else { return false }
    return signals.areFlood && wait.min < wait.max
  }

  /// What explains the wait, so that the finding is a note at most.
  private func explanations(
    _ groups: [Int], of inquiry: Inquiry, _ signals: Signals
  ) -> [String] {
    var reasons = explanation.map { [$0] } ?? []
    // A sender that waits for minutes is not served by whoever reads from a connection.
    let isStuckSender =
      isSuspiciousYoung && signals.medianWait >= 1
      && inquiry.analysis.isCertain(minutes: signals.medianWait)
    if !isStuckSender, inquiry.haveLiveConnections(groups, signals) {
      reasons.append("most have a sibling that reads from a connection: they may serve it")
    }
    if signals.areInFlight {
      reasons.append("all were started lately: they may be at work")
    }
    if signals.areWoken {
      reasons.append("older ones wait for less than younger ones: something wakes them")
    }
    if inquiry.haveLivingChildren(groups, signals) {
      reasons.append("most wait for a goroutine that they started and that is at work")
    }
    let mayFillUp = mayBePool || mayBeLoop || isPeriodic
    if mayFillUp, signals.haveSettled {
      reasons.append("none was added lately: a pool that has filled, or a burst that has passed")
    }
    // Later their age tells more: a leak may have slowed down since.
    if mayFillUp, signals.comeEverLess, (signals.wait?.max ?? 0) < 5 {
      reasons.append("fewer and fewer are added: one for each of a number of things, perhaps")
    }
    if mayBePool {
      if signals.shareOneAddress {
        reasons.append("all work on one object, as the workers of a pool do")
      }
    }
    if signals.isYoungAmongOld(longest: inquiry.analysis.longestWait) {
      reasons.append("none waits for a minute though old ones are among them: something wakes them")
    }
    return reasons
  }

  /// A server's goroutines that answer requests end with them: only a wait that has become long is
  /// theirs, and in a select they may be streaming.
  private func judgeHandlers(
    _ groups: [Int], of inquiry: Inquiry, _ signals: Signals, _ what: String
  ) -> Match? {
    let activity = inquiry.analysis.groups[groups[0]].state.activity
    guard activity != .select else { return nil }
    // A stream can also be one receive after the other; that its clients have left is told by
    // a signature of its own.
    if mayBePool, inquiry.areLiveStreams(groups, signals) { return nil }
    let reason = "they are requests being answered, and do not end"
    guard signals.count >= thresholds.warning, signals.medianWait >= 1 else {
      return otherEndIsMissing == true
        ? noteIfWorth(groups, of: inquiry, signals, what, [otherEnd]) : nil
    }
    guard inquiry.analysis.isCertain(minutes: signals.medianWait) else {
      return noteIfWorth(
        groups, of: inquiry, signals, what,
        ["after a collection, minutes as few as the least of the dump may be none"])
    }
    let isOld = signals.medianWait >= thresholds.minutes
    return Match(
      groups: groups,
      severity: isOld || signals.count >= thresholds.error ? .error : .warning,
      confidence: isOld ? .high : .medium,
      evidence: Evidence.sentence(signals, doing: what, and: [reason]))
  }

  private func level(_ signals: Signals, _ strong: Int) -> (Severity, Confidence)? {
    if signals.count < thresholds.warning {
      // A few goroutines: only what is old AND has nobody at the other end is worth a warning.
      let isStuck = warnsOfFew && strong >= 2 && signals.medianWait >= thresholds.minutes
      return isStuck ? (.warning, .medium) : nil
    }
    if strong >= 2 || strong >= 1 && signals.count >= thresholds.error { return (.error, .high) }
    return strong >= 1 ? (.warning, signals.areOrphans ? .high : .medium) : nil
  }

  private func noteIfWorth(
    _ groups: [Int], of inquiry: Inquiry, _ signals: Signals, _ what: String, _ reasons: [String]
  ) -> Match? {
    guard signals.count >= thresholds.note else { return nil }
    var reasons = reasons
    if reasons.isEmpty, signals.agesAreKnown {
      // Minutes come with a garbage collection: without any, the age is no more known than in a
      // count profile.
      guard inquiry.analysis.lacksMinutes, signals.count >= thresholds.warning else { return nil }
      reasons.append(
        "no goroutine tells minutes, which come with a garbage collection: take a second dump "
          + "for `dumpscan diff`")
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
    surroundings.serving.contains(group)
  }

  /// Whether the frame that is parked is the program's own: where it is the library's (a request in
  /// flight, a child process, a pipe), the library's signatures judge.
  func parksInOwnCode(_ group: Int) -> Bool {
    waitingFrame(of: group).map {
      !analysis.functions[Int($0.function)].isStandardLibrary
    } ?? false
  }

  /// Whether those who started some goroutines are there. Before Go 1.21 a dump does not name
  /// them: then as many goroutines inside the creating function speak for it, or ids in one run,
  /// the mark of a pool that was made at once.
  func creatorsLive(_ groups: [Int], _ signals: Signals) -> Bool {
    if signals.creatorsNamed > 0 { return signals.haveLiveCreators }
    if signals.wereMadeAtOnce, signals.count >= 3 { return true }
    guard signals.agesAreKnown, let creator = analysis.groups[groups[0]].creator else {
      return false
    }
    return surroundings.callers[Int(creator.function)] * 10 >= signals.count * 9
  }

  /// Whether most of some goroutines have started one that is doing something: they wait for it.
  func haveLivingChildren(_ groups: [Int], _ signals: Signals) -> Bool {
    guard signals.creatorsNamed > 0 || signals.agesAreKnown else { return false }
    guard !surroundings.busyCreators.isEmpty else { return false }
    let parents = analysis.sampled(groups, in: surroundings.busyCreators)
    return parents.found * 2 >= parents.total
  }

  /// Whether most of the goroutines have a sibling that reads from a network connection: then they
  /// serve a connection that lives, as the write pump of a web socket does beside its read pump.
  func haveLiveConnections(_ groups: [Int], _ signals: Signals) -> Bool {
    guard !surroundings.readers.isEmpty else { return false }
    let creators = analysis.creators(of: groups)
    if creators.isEmpty {
      guard let creator = analysis.groups[groups[0]].creator else { return false }
      let own = groups.reduce(0) { sum, number in
        surroundings.readers.contains(number)
          && analysis.groups[number].creator?.function == creator.function
          ? sum + analysis.groups[number].count : sum
      }
      let readers = surroundings.readersByCreator[creator.function, default: 0] - own
      return readers * 2 >= signals.count
    }
    // Goroutines that are readers themselves, and a creator of many, are rare: then all are asked.
    if analysis.groups[groups[0]].state.activity != .ioWait {
      if creators.count > 1 {
        return creators.count { surroundings.readerCreators.contains($0) } * 2 >= creators.count
      }
      if !creators.contains(where: surroundings.readerCreators.contains) { return false }
      if signals.count <= 2 { return true }
    }
    return haveReaders(groups, creators, signals)
  }

  private func haveReaders(_ groups: [Int], _ creators: Set<UInt64>, _ signals: Signals) -> Bool {
    var connected: Set<UInt64> = []
    var readers = 0
    for number in surroundings.readers where !groups.contains(number) {
      for record in analysis.goroutines(of: analysis.groups[number])
      where creators.contains(record.creator) {
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
    if surroundings.callers[Int(creator.function)] > 0 { return nil }
    return analysis.dump.symbols.function(of: creator)
  }

  /// Whether some goroutine of a package is busy: neither parked in a channel operation, select or
  /// lock, nor waiting for connections.
  ///
  /// A sender and a receiver of one channel are never parked both, and who holds a lock is not
  /// parked for it; so only a goroutine that does something else now can come back and be the
  /// other end.
  func hasBusyGoroutine(inPackageOf site: Frame) -> Bool {
    !surroundings.busyGroups[Int(analysis.census.traits[Int(site.function)].package)].isEmpty
  }

  /// The canonical import path of a frame's package.
  func package(of frame: Frame) -> String {
    analysis.census.packages[Int(analysis.census.traits[Int(frame.function)].package)]
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

  /// The packages of ``names``.
  static let packages = Set(names.map { FunctionName($0).package })

  /// The packages, as a dump spells them, all or some of whose functions are listening.
  static let listeningPackages: Set<String> = [
    "os/signal.", "net/http/pprof.", "runtime/pprof.", "testing.",
  ]

  /// Whether a function waits for connections, signals or tests: idle by nature.
  static func isListening(_ function: String) -> Bool {
    function.hasSuffix("Listener).Accept") || function.hasSuffix(").ListenAndServe")
      || function == "os/signal.signal_recv" || function.hasPrefix("net/http/pprof.")
      || function.hasPrefix("runtime/pprof.") || function == "testing.(*T).Run"
  }
}
