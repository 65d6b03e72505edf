extension Dump {
  /// The dump as it can be shown to others: without arguments and addresses, values of labels, homes
  /// and hosts in paths, and what a program said when it ended.
  ///
  /// Goroutines, samples, stacks, functions, files and labels keep their numbers, so whatever was
  /// found out about the dump holds for this one. A label's values stay apart: each is numbered.
  public func redacted() -> Dump {
    var dump = self
    dump.symbols.files = symbols.files.mapped(Redaction.path)
    dump.symbols.functions = symbols.functions.mapped(Redaction.function)
    let pseudonyms = LabelPseudonyms(labelSets)
    dump.labelSets = labelSets.map { labels in labels.map { pseudonyms[$0] } }
    dump.details = []
    dump.goroutines.updateRuns(of: 0..<goroutines.count) { records, run in
      for index in run { records[index].address = 0 }
    }
    for index in dump.samples.indices {
      dump.samples[index].counters = 0..<0
      dump.samples[index].hiddenCounters = 0
    }
    dump.counters = []
    dump.failure = failure?.redacted()
    return dump
  }
}

extension DumpInput {
  /// The input as it can be shown to others: see ``Dump/redacted()``; of its path, only the file's
  /// own name is left.
  public func redacted() -> DumpInput {
    var input = self
    input.path = Redaction.name(ofFile: path)
    input.dumps = dumps.map { $0.redacted() }
    return input
  }
}

extension Failure {
  /// Why the program ended, without words of the program's own.
  public func redacted() -> Failure {
    var failure = self
    // What C or a library says is its own affair; the runtime's lines are known.
    failure.remarks = remarks.filter { remark in
      ["[signal ", "PC=", "signal arrived ", "runtime: "].contains(where: remark.hasPrefix)
    }.map(Redaction.sentence)
    failure.runningTests = runningTests.map {
      // A subtest's name can hold anything.
      RunningTest(name: String($0.name.prefix { $0 != "/" }), duration: $0.duration)
    }
    switch kind {
    case .deadlock, .testTimeout, .signal, .dataRace: failure.message = Redaction.sentence(message)
    case .fatalError, .panic, .recoveredPanic, .leakCheck:
      let known = ["panic: runtime error: ", "fatal error: "]
      if known.contains(where: message.hasPrefix) {
        failure.message = Redaction.sentence(message)
      } else {
        let start = message.firstIndex(of: ":").map { message[...$0] + " " } ?? ""
        failure.message = start + "(\(Redaction.mark))"
      }
    }
    return failure
  }
}

/// Names for the values of labels: `redacted 1`, `redacted 2` and so on for each key, in the order in
/// which they appear.
public struct LabelPseudonyms: Sendable {
  private var names: [Label: String] = [:]

  /// Names for all values of some label sets.
  public init(_ sets: [[Label]]) {
    var counts: [String: Int] = [:]
    for label in sets.joined() where names[label] == nil {
      counts[label.key, default: 0] += 1
      names[label] = "\(Redaction.mark) \(counts[label.key] ?? 0)"
    }
  }

  /// A label with the name in place of its value.
  public subscript(_ label: Label) -> Label {
    Label(key: label.key, value: names[label] ?? Redaction.mark)
  }
}
