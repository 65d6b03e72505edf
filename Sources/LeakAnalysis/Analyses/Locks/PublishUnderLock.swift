import GoroutineDump
import ParallelWork

extension Analysis {
  /// A publisher that waits for a subscriber, with a lock held.
  static let publishUnderLock = Analysis("publish-under-lock") { candidates in
    let context = candidates.context
    let publishers = SideBySide.compactMap(candidates.groups) { number -> Int? in
      guard let site = context.analysis.groups[number].site else { return nil }
      let isPublisher =
        context.analysis.dump.symbols.functions.withUTF8(at: Int(site.function), mayPublish)
        && publishes(context.siteMethod(number))
      return isPublisher ? number : nil
    }
    guard !publishers.isEmpty else { return [] }
    var isPublisher = GroupSet(of: context.analysis.groups.count)
    isPublisher.formUnion(publishers)
    // Who waits for a lock that a publisher may have, by the type of its method.
    var waiting: [FunctionNames.Owner: [Int]] = [:]
    for number in context.waits.table.contended([.lock]) {
      let owners = Set(
        context.waits.blockers(of: .resource(number)).lazy.map(\.group)
          .filter(isPublisher.contains).compactMap { context.siteOwner($0) })
      for owner in owners {
        waiting[owner, default: []] += context.waits.table.resources[number].groups
      }
    }
    guard !waiting.isEmpty else { return [] }
    // All publishers of one type are one defect: they wait under one lock.
    var publishing: [FunctionNames.Owner: [Int]] = [:]
    var owners: [FunctionNames.Owner] = []
    for number in publishers {
      guard let owner = context.siteOwner(number), owner.isReceiver, waiting[owner] != nil
      else { continue }
      if publishing[owner] == nil { owners.append(owner) }
      publishing[owner, default: []].append(number)
    }
    return owners.compactMap { owner in
      guard let publishers = publishing[owner],
        let waiters = waiting[owner].map({ Set($0).sorted() })
      else { return nil }
      let groups = publishers + waiters
      let (sending, locking) = (context.count(of: publishers), context.count(of: waiters))
      return Sighting(
        groups: groups, strength: candidates.measure(groups, ageless: 0.6),
        measure: sending + locking,
        doing: "wait in methods of \(context.names.text(of: owner))",
        reasons: ["\(Evidence.number(sending)) to send, \(Evidence.number(locking)) for a lock"])
    }
  }

  /// Whether a method hands something on to others, by its name.
  private static func publishes(_ method: String) -> Bool {
    let name = method.lowercased()
    return publishing.contains(where: name.hasPrefix)
  }

  private static let publishing = [
    "publish", "send", "notify", "broadcast", "emit", "dispatch", "fire",
  ]

  /// Whether some part of a function's name starts like that: what can be told without taking it
  /// apart, of 100,000 names.
  private static func mayPublish(_ name: Span<UInt8>) -> Bool {
    if startsLikePublishing(name, 0) { return true }
    for index in name.indices where name[index] == UInt8(ascii: ".") {
      if startsLikePublishing(name, index + 1) { return true }
    }
    return false
  }

  private static func startsLikePublishing(_ name: Span<UInt8>, _ start: Int) -> Bool {
    // Told by the first letter for nearly all.
    guard start < name.count, publishingLetters.contains(name[start] | 0x20) else { return false }
    for word in publishingWords {
      var index = start
      // In lower case; of what is no letter it makes nothing that stands in the words.
      for letter in word {
        if index < name.count, name[index] | 0x20 == letter { index += 1 } else { break }
      }
      if index - start == word.count { return true }
    }
    return false
  }

  private static let publishingWords = publishing.map { Array($0.utf8) }
  private static let publishingLetters = publishingWords.compactMap(\.first)
}
