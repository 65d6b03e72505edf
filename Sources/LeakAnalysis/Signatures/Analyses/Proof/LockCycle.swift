import GoroutineDump

extension Analysis {
  /// Goroutines that wait for each other's locks.
  static let lockCycle = Analysis.dump { inquiry, signature in
    // Rings of the same stacks are one defect; in the order in which they were found.
    var rings: [[LockCycles.Cycle]] = []
    var places: [[Int]: Int] = [:]
    for cycle in LockCycles(inquiry).cycles {
      let groups = cycle.groups.sorted()
      if let place = places[groups] {
        rings[place].append(cycle)
      } else {
        places[groups] = rings.count
        rings.append([cycle])
      }
    }
    return rings.map { judge($0, inquiry, signature.thresholds) }
  }

  private static func judge(
    _ cycles: [LockCycles.Cycle], _ inquiry: Inquiry, _ limits: Thresholds
  ) -> Match {
    let groups = cycles[0].groups
    let wait = inquiry.wait(of: groups)
    var level = (Severity.note, Confidence.low)
    if (wait?.max ?? 0) >= limits.minutes {
      level = (.error, .high)
    } else if cycles.count > 1 || cycles[0].sides.allSatisfy({ $0.past != nil }),
      !inquiry.analysis.tellsMinutes, !inquiry.holderMayBeBusy(groups)
    {
      // Carrying an address by chance does not close several rings at once; and of a queue that moves,
      // somebody is not parked.
      level = (.warning, .medium)
    }
    var parts = cycles[0].sides.map(describe)
    if cycles.count > 1 { parts.append("\(cycles.count) such rings") }
    if let wait = Evidence.wait(wait) { parts.append(wait) }
    return Match(
      groups: groups, severity: level.0, confidence: level.1,
      evidence: parts.joined(separator: "; "), site: cycles[0].sides.first?.site)
  }

  /// `goroutine 22 at main.go:22 waits for 0xc0000102c0 and carries 0xc0000102b0`
  private static func describe(_ side: LockCycles.Side) -> String {
    var text = side.id == 0 ? "a goroutine" : "goroutine \(side.id)"
    text += " at \(fileName(side.site.file)):\(side.site.line) waits for "
    text += side.wants == 0 ? "one lock" : "0x" + String(side.wants, radix: 16)
    guard let past = side.past else {
      return text + " and carries 0x" + String(side.has, radix: 16)
    }
    text += " and has come past \(fileName(past.place.file)):\(past.place.line), where "
    text += past.waiters == 1 ? "1 waits" : "\(past.waiters) wait"
    return text + (side.has == 0 ? "" : " for 0x" + String(side.has, radix: 16))
  }

  /// The last element of a path.
  static func fileName(_ path: String) -> Substring {
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
      return path[path.index(after: slash)...]
    }
    return path[...]
  }
}
