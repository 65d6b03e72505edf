import GoroutineDump

/// The groups of a program that somebody has looked at and accepted, with how many goroutines each
/// may have.
public struct Baseline: Sendable, Equatable {
  /// An accepted group.
  public struct Entry: Sendable, Equatable {
    /// The group's fingerprint.
    public let fingerprint: Fingerprint
    /// The most goroutines that it had in one dump.
    public var count: Int
    /// What they do, for the reader.
    public let state: String
    /// The function of the standard library that the program's called, for the reader; empty for
    /// none.
    public let call: String
    /// The function to look at, canonical, for the reader.
    public let site: String

    /// An accepted group.
    public init(fingerprint: Fingerprint, count: Int, state: String, call: String, site: String) {
      self.fingerprint = fingerprint
      self.count = count
      self.state = state
      self.call = call
      self.site = site
    }
  }

  /// The entries, by site, then by state and fingerprint: neighbours in the program are neighbours
  /// in the file.
  public let entries: [Entry]
  private let positions: [Fingerprint: Int]

  /// Some entries; of two with the same fingerprint, the larger number counts.
  public init(entries: [Entry]) {
    var merged: [Fingerprint: Entry] = [:]
    for entry in entries {
      if let known = merged[entry.fingerprint] {
        merged[entry.fingerprint]?.count = Swift.max(known.count, entry.count)
      } else {
        merged[entry.fingerprint] = entry
      }
    }
    self.entries = merged.values.sorted {
      ($0.site, $0.state, $0.fingerprint) < ($1.site, $1.state, $1.fingerprint)
    }
    positions = Dictionary(
      uniqueKeysWithValues: self.entries.enumerated().map { ($1.fingerprint, $0) })
  }

  /// The groups of some dumps, with the largest number that each has in one of them. What runs, or
  /// is the runtime's own, is not recorded: it is never held against a program.
  public init(accepting dumps: [DumpAnalysis]) {
    self.init(
      entries: dumps.flatMap { dump in
        Population(dump).members.filter { !$0.isTransient }.map { Entry($0, in: dump) }
      })
  }

  /// What is accepted of a group; nil for nothing.
  public func entry(_ fingerprint: Fingerprint) -> Entry? {
    positions[fingerprint].map { entries[$0] }
  }
}

extension Baseline.Entry {
  /// What a dump has of a group. The names are those that the fingerprint is made of, as far as it
  /// is: a newer Go changes no line of the file.
  init(_ member: Population.Member, in analysis: DumpAnalysis) {
    let names = member.groups.first.map { number in
      analysis.frames(of: analysis.groups[number]).map { analysis.dump.symbols.function(of: $0) }
    }
    let isActive =
      member.state.activity.fingerprintClass
      == GoroutineState("IO wait").activity
      .fingerprintClass
    var call = ""
    if let names, let own = names.firstIndex(where: { !StandardLibrary.contains($0) }) {
      call = names[..<own].last { !StandardLibrary.isHidden($0) } ?? ""
    }
    self.init(
      fingerprint: member.fingerprint, count: member.count,
      state: isActive ? "IO wait" : member.state.name, call: call,
      site: member.site.map { FunctionName($0.function).canonical } ?? "")
  }
}

/// By how much a group may exceed what the baseline has of it.
public struct Tolerance: Sendable, Hashable {
  /// Percent of the accepted number.
  public var percent: Int
  /// Goroutines, whatever the accepted number is; also for a group that is not accepted at all.
  public var floor: Int

  /// A tolerance; the larger of the two counts.
  public init(percent: Int = 20, floor: Int = 5) {
    self.percent = percent
    self.floor = floor
  }

  /// The most goroutines that a group may have.
  public func limit(for accepted: Int) -> Int {
    accepted + Swift.max(floor, accepted * percent / 100)
  }
}
