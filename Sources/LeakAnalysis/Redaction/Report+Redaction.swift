import GoroutineDump

extension Report {
  /// The report as it can be shown to others: what was found in the whole dumps, said without
  /// arguments, addresses, values of labels, homes and hosts.
  ///
  /// Groups and findings keep their numbers. Captures are called by their files' names; where two
  /// are called alike, the second is `goroutine.txt (2)`.
  public func redacted() -> Report {
    var names: [String: Int] = [:]
    var inputs = inputs.map { $0.redacted() }
    for index in inputs.indices {
      let name = inputs[index].path
      names[name, default: 0] += 1
      if let number = names[name], number > 1 { inputs[index].path = "\(name) (\(number))" }
    }
    // Grouped anew, not judged anew.
    let report = Report(inputs, catalogue: Catalogue([]))
    return Report(
      dumps: report.dumps, inputOfDump: report.inputOfDump, inputs: inputs,
      findings: findings.map { $0.redacted(of: dumps[$0.dump].dump) }, expected: expected,
      problems: problems)
  }
}

extension DumpAnalysis {
  /// The dump as it can be shown to others; groups keep their numbers.
  public func redacted() -> DumpAnalysis {
    DumpAnalysis(dump.redacted(), name: Redaction.name(ofFile: name))
  }
}

extension Finding {
  /// The finding as it can be shown to others.
  func redacted(of dump: Dump) -> Finding {
    var finding = self
    finding.site = site?.redacted()
    finding.calledFrom = calledFrom?.redacted()
    finding.createdBy = createdBy?.redacted()
    finding.blockedBy = blockedBy.map { $0.redacted() }
    finding.waits = waits?.redacted()
    let redact = { (text: String) in
      guard let failure = dump.failure else { return Redaction.sentence(text) }
      return Redaction.sentence(failure.redact(in: text))
    }
    finding.title = redact(title)
    finding.evidence = redact(evidence)
    finding.observations = redact(observations)
    finding.cause = redact(cause)
    finding.fix = redact(fix)
    return finding
  }
}

extension BlockedBy {
  /// The blocker as it can be shown to others.
  func redacted() -> BlockedBy {
    var blocker = self
    blocker.site = site.redacted()
    blocker.holder = holder.redacted()
    blocker.reason = Redaction.sentence(reason)
    for index in waiting.indices { blocker.waiting[index].site = waiting[index].site.redacted() }
    return blocker
  }
}

extension WaitMap {
  /// The map as it can be shown to others.
  func redacted() -> WaitMap {
    var map = self
    for index in map.boxes.indices { map.boxes[index].site = boxes[index].site.redacted() }
    for index in map.arrows.indices {
      map.arrows[index].reason = Redaction.sentence(arrows[index].reason)
    }
    return map
  }
}

extension Place {
  /// The place as it can be shown to others.
  func redacted() -> Place {
    Place(function: Redaction.function(function), file: Redaction.path(file), line: line)
  }
}

extension RowTable {
  /// The table as it can be shown to others.
  public func redacted(of analysis: DumpAnalysis) -> RowTable {
    let pseudonyms = LabelPseudonyms(analysis.dump.labelSets)
    return RowTable(
      self,
      rows: rows.map { row in
        let values = zip(key.parts, row.values).map { part, value in
          switch part {
          case .label(let key):
            value.isEmpty ? "" : pseudonyms[Label(key: key, value: value)].value
          case .top, .site, .entry, .creator, .package, .handler: Redaction.function(value)
          case .stack:
            value.split(separator: " < ").map { Redaction.function(String($0)) }
              .joined(separator: " < ")
          case .file, .line: Redaction.path(value)
          case .state, .wait, .minute: value
          }
        }
        return row.with(values)
      })
  }
}

extension Row {
  fileprivate func with(_ values: [String]) -> Row {
    Row(
      values: values, count: count, leaked: leaked, groups: groups, wait: wait,
      stackCount: stackCount, sampleIDs: sampleIDs, states: states, tops: tops, sites: sites,
      creators: creators, firstCreatorCount: firstCreatorCount)
  }
}
