import GoroutineDump
import ParallelWork

extension Analysis {
  /// Senders whose receiver has left.
  static let chanSendNoReceiver = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    return SideBySide.compactMap(inquiry.byFunction(candidates.groups)) { groups in
      guard let site = inquiry.analysis.groups[groups[0]].site else { return nil }
      let package = inquiry.package(of: site)
      var rule = AbandonedRule(thresholds: candidates.signature.thresholds)
      rule.otherEndIsMissing = !inquiry.hasBusyGoroutine(inPackageOf: site)
      rule.otherEnd = "no goroutine of \(package) is busy elsewhere and could receive"
      rule.isSuspiciousYoung = true
      rule.warnsOfFew = true
      return rule.judge(groups, of: inquiry, doing: "are parked in a channel send")
        .map { inquiry.addingSharedAddress($0, "send on") }
    }
  }
}

extension Inquiry {
  /// Some groups, gathered by function (closures of one function together) and creator.
  func byFunction(_ groups: [Int]) -> [[Int]] {
    struct Key: Hashable {
      var function: UInt32
      var creator: UInt32?
    }
    var places: [Key: Int] = [:]
    var parts: [[Int]] = []
    for number in groups {
      guard let site = analysis.groups[number].site else { continue }
      let key = Key(
        function: canonicalNumber(of: site),
        creator: analysis.groups[number].creator?.function)
      if let place = places[key] {
        parts[place].append(number)
      } else {
        places[key] = parts.count
        parts.append([number])
      }
    }
    return parts
  }

  /// Adds to a match's evidence that all goroutines carry the same address, where they do.
  func addingSharedAddress(_ match: Match, _ verb: String) -> Match {
    let signals = signals(match.groups)
    guard signals.count >= 2, signals.withAddress == signals.sampled,
      signals.distinctAddresses == 1,
      let record = analysis.goroutines(of: analysis.groups[match.groups[0]]).first
    else { return match }
    var match = match
    match.evidence += "; all carry the address 0x" + String(record.address, radix: 16)
    return match
  }
}
