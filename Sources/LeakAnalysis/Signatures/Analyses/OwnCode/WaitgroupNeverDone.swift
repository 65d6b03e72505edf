import GoroutineDump
import ParallelWork

extension Analysis {
  /// Waiters for a group that is never done.
  static let waitgroupNeverDone = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let rule = AbandonedRule(
      thresholds: candidates.signature.thresholds,
      otherEnd: "no goroutine that could call Done is left, or it is stuck itself",
      isSuspiciousYoung: true)
    var workers = WaitGroupWorkers(inquiry)
    let places = candidates.places(ofAtLeast: rule.fewest).map {
      (groups: $0, areGone: workers.areGone(for: $0[0]), areTheirOwn: workers.areChildren(of: $0))
    }
    return SideBySide.compactMap(places) { groups, areGone, areTheirOwn in
      // Main waits for the life of the program, as it should.
      if inquiry.count(of: groups) == 1, inquiry.isMain(groups[0]) { return nil }
      var rule = rule
      rule.otherEndIsMissing = areGone
      if areTheirOwn {
        rule.explanation = "most have started goroutines that are there, and wait for their end"
      }
      return rule.judge(groups, of: inquiry, doing: "wait for a WaitGroup")
    }
  }
}

/// The packages in which some goroutine may be at work that others wait for: it waits for no
/// WaitGroup itself, and no earlier finding explains it.
///
/// The groups are gone through once for all waiters, as far as needed: a worker of a package is found
/// soon where there are many.
private struct WaitGroupWorkers {
  private let inquiry: Inquiry
  /// The main goroutine waits for the program's end; it works for nobody.
  private let main: UInt32?
  /// Whether a worker of each package (see ``FunctionCensus``) was met.
  private var isAtWork: [Bool]
  /// The first group that was not looked at yet.
  private var next = 0
  /// Who has started a goroutine that can be at work; nil until that is asked.
  private var employers: GoroutineIDs?

  init(_ inquiry: Inquiry) {
    self.inquiry = inquiry
    main = inquiry.function(named: "main.main")
    isAtWork = Array(repeating: false, count: inquiry.analysis.census.packages.count)
  }

  /// Whether no goroutine of the packages on a waiter's stack is left that could be its worker.
  mutating func areGone(for waiter: Int) -> Bool {
    let traits = inquiry.analysis.census.traits
    var packages: [Int] = []
    inquiry.forEachFrame(of: waiter) { frame in
      let package = Int(traits[Int(frame.function)].package)
      if !traits[Int(frame.function)].isStandardLibrary, !packages.contains(package) {
        packages.append(package)
      }
    }
    if packages.isEmpty { return false }
    while true {
      if packages.contains(where: { isAtWork[$0] }) { return false }
      if next == inquiry.analysis.groups.count { return true }
      add(next)
      next += 1
    }
  }

  /// Whether most of some waiters have started goroutines that can be their workers, at work or idle:
  /// those are judged themselves.
  mutating func areChildren(of waiters: [Int]) -> Bool {
    let analysis = inquiry.analysis
    let known =
      employers
      ?? GoroutineIDs(
        creatorsOf: analysis.groups.indices.filter {
          canBeAtWork($0) && !analysis.groups[$0].state.activity.isHeldUp
        }, analysis)
    employers = known
    if known.isEmpty { return false }
    let parents = analysis.sampled(waiters, in: known)
    return parents.found * 2 > parents.total
  }

  /// Whether the goroutines of a group neither wait for others' end nor are known to be stuck.
  private func canBeAtWork(_ group: Int) -> Bool {
    inquiry.analysis.groups[group].state.activity != .waitGroupWait
      && !inquiry.claimed.contains(group)
  }

  private mutating func add(_ group: Int) {
    let analysis = inquiry.analysis
    guard canBeAtWork(group) else { return }
    let traits = analysis.census.traits
    var isAside = false
    inquiry.forEachFrame(of: group) { frame in
      if traits[Int(frame.function)].isListening || frame.function == main { isAside = true }
    }
    if isAside { return }
    inquiry.forEachFrame(of: group) { isAtWork[Int(traits[Int($0.function)].package)] = true }
    if let creator = analysis.groups[group].creator {
      isAtWork[Int(traits[Int(creator.function)].package)] = true
    }
  }
}

extension GoroutineState.Activity {
  /// Whether a worker that waits so is held up by others, and not idle.
  fileprivate var isHeldUp: Bool {
    switch self {
    case .channelSend, .channelSendNil, .channelReceiveNil, .mutexLock, .rwMutexLock,
      .rwMutexRLock:
      true
    default: false
    }
  }
}
