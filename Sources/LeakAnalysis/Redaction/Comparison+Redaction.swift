import GoroutineDump

extension Comparison {
  /// The comparison as it can be shown to others: what whole dumps were found to have in common,
  /// said without arguments, addresses, values of labels, homes and hosts.
  public func redacted() -> Comparison {
    var comparison = self
    comparison.before = before.redacted()
    comparison.after = after.redacted()
    for index in entries.indices {
      comparison.entries[index].member = entries[index].member.redacted()
    }
    return comparison
  }
}

extension Trend {
  /// The trend as it can be shown to others: what was found in whole dumps, said without arguments,
  /// addresses, values of labels, homes and hosts.
  public func redacted() -> Trend {
    var trend = self
    trend.populations = populations.map { $0.redacted() }
    for index in series.indices { trend.series[index].member = series[index].member.redacted() }
    trend.findings = findings.map { $0.redacted(of: populations[$0.dump].analysis.dump) }
    return trend
  }
}

extension Population {
  /// Fingerprints stay those of the whole dump: what differs only by somebody's home stays apart.
  fileprivate func redacted() -> Population {
    var population = self
    population.analysis = analysis.redacted()
    population.members = members.map { $0.redacted() }
    return population
  }
}

extension Population.Member {
  fileprivate func redacted() -> Population.Member {
    var member = self
    member.top = top?.redacted()
    member.site = site?.redacted()
    member.creator = creator?.redacted()
    return member
  }
}
