public import LeakAnalysis

/// A fleet's ranking as it is told: with the texts of its signatures, and the new findings first.
public struct FleetReport: Sendable {
  /// The ranking.
  public let ranking: FleetRanking
  private let catalogue: Catalogue
  private let owners: CodeOwners?

  /// One finding, and its place among all by the root of the mean square.
  struct Entry: Sendable {
    let rank: Int
    let leak: FleetRanking.Leak
    let owner: String
    let texts: Signature?

    /// What the pattern is, or its id where the catalogue has it no longer.
    var title: String { texts?.title ?? leak.signature }

    /// `main.run (run.go:22)`; the kind of frame where there is none.
    var place: String { leak.site.function.isEmpty ? "(no frames)" : leak.site.text }
  }

  /// A ranking to report.
  ///
  /// - Parameter owners: who owns which path of which service, the service as the first folder:
  ///   `/pay/ @team-pay`; nil for what the rows say.
  public init(_ ranking: FleetRanking, catalogue: Catalogue = .builtIn, owners: CodeOwners? = nil) {
    self.ranking = ranking
    self.catalogue = catalogue
    self.owners = owners
  }

  /// All findings, the new ones first, then by rank.
  var entries: [Entry] {
    let all = ranking.leaks.enumerated().map { index, leak in
      Entry(
        rank: index + 1, leak: leak, owner: owner(of: leak),
        texts: catalogue.signature(leak.signature))
    }
    return all.filter(\.leak.isNew) + all.filter { !$0.leak.isNew }
  }

  /// The owner of a finding; empty for none.
  private func owner(of leak: FleetRanking.Leak) -> String {
    guard let owners else { return leak.owner }
    let file = leak.site.file.drop { $0 == "/" }
    return owners.owners(of: leak.service + "/" + file).joined(separator: " ")
  }

  /// `3 findings in 2 of 40 services (311 instances, 620 captures) on 2026-11-30`
  var heading: String {
    let count = ranking.leaks.count
    let hit = Set(ranking.leaks.map(\.service)).count
    var text = count == 0 ? "no findings" : Quantity.text(count, "finding")
    text += count == 0 ? " in " : " in \(Quantity.text(hit)) of "
    text += Quantity.text(ranking.services, "service")
    text += " (\(Quantity.text(ranking.instances, "instance")), "
    text += "\(Quantity.text(ranking.captures, "capture")))"
    return ranking.day.isEmpty ? text : text + " on \(ranking.day)"
  }

  /// What a reader must know before trusting the numbers, as sentences without a full stop.
  var caveats: [String] {
    var caveats: [String] = []
    if ranking.failedCaptures > 0 {
      caveats.append(
        "\(Quantity.text(ranking.failedCaptures, "capture")) of that day could not be read")
    }
    if ranking.truncatedCaptures > 0 {
      caveats.append(
        "\(Quantity.text(ranking.truncatedCaptures, "capture")) "
          + (ranking.truncatedCaptures == 1 ? "is" : "are")
          + " incomplete, so counts are lower bounds")
    }
    if ranking.undatedCaptures > 0, !ranking.day.isEmpty {
      caveats.append(
        "\(Quantity.text(ranking.undatedCaptures, "capture")) without a time "
          + (ranking.undatedCaptures == 1 ? "is" : "are") + " not ranked")
    }
    if ranking.knownBenign > 0 {
      caveats.append("\(Quantity.text(ranking.knownBenign, "finding")) known to be benign")
    }
    return caveats
  }

  /// What became of a finding since the day before: `new`, `+12.5 per instance`; nil where there is no
  /// day before.
  static func change(_ leak: FleetRanking.Leak) -> String? {
    guard let growth = leak.growth else { return nil }
    if leak.isNew { return "new" }
    let tenths = Int((growth * 10).rounded())
    guard tenths != 0 else { return "unchanged" }
    return (tenths > 0 ? "+" : "-") + decimal(abs(tenths)) + " per instance"
  }

  /// Why a finding ranks that is a note in each capture; nil of others.
  static func promotion(_ leak: FleetRanking.Leak) -> String? {
    guard let growth = leak.notedGrowth else { return nil }
    let number = decimal(Int((growth * 10).rounded()))
    let reason =
      leak.isNew
      ? "it is new since the day before, with \(number) per instance"
      : "it grew by \(number) per instance since the day before"
    return "noted in each capture; ranked because \(reason)"
  }

  /// A number of tenths: `1,204`, `12.5`.
  static func decimal(_ tenths: Int) -> String {
    tenths % 10 == 0 || tenths >= 1000
      ? Quantity.text((tenths + 5) / 10) : "\(tenths / 10).\(tenths % 10)"
  }

  /// The root of the mean square, to a tenth.
  static func rms(_ leak: FleetRanking.Leak) -> String {
    decimal(Int((leak.rms * 10).rounded()))
  }

  /// `8 of 12 instances`
  static func hits(_ leak: FleetRanking.Leak) -> String {
    "\(Quantity.text(leak.hitInstances)) of \(Quantity.text(leak.instances, "instance"))"
  }

  /// `2h`; nil where no dump tells waits.
  static func wait(_ leak: FleetRanking.Leak) -> String? {
    leak.waitMedian.map { Quantity.duration(minutes: Int($0)) }
  }

  /// The service's name, or what stands for it.
  static func name(_ service: String) -> String { service.isEmpty ? "(no service)" : service }
}
