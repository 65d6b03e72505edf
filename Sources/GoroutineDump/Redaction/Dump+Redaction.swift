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
    failure.message = Self.redacted(message, kind)
    failure.remarks = remarks.map { Self.redacted(remark: $0) }
    failure.runningTests = runningTests.map {
      RunningTest(name: Self.redacted(test: $0.name), duration: $0.duration)
    }
    return failure
  }

  /// A text that quotes the message, what stands beside it or the tests, without words of the program's
  /// own.
  public func redact(in text: String) -> String {
    var text = text
    for remark in remarks {
      text = text.replacing(remark, with: Self.redacted(remark: remark))
    }
    for test in runningTests {
      text = text.replacing(test.name, with: Self.redacted(test: test.name))
    }
    return text.replacing(message, with: Self.redacted(message, kind))
  }

  private static func redacted(_ message: String, _ kind: Kind) -> String {
    switch kind {
    case .deadlock, .testTimeout, .signal, .dataRace: return Redaction.sentence(message)
    case .fatalError, .panic, .recoveredPanic, .leakCheck:
      let known = ["panic: runtime error: ", "fatal error: "]
      if known.contains(where: message.hasPrefix) { return Redaction.sentence(message) }
      let start = message.firstIndex(of: ":").map { message[...$0] + " " } ?? ""
      return start + "(\(Redaction.mark))"
    }
  }

  /// What C or a library says is its own affair; the runtime's lines are known.
  private static func redacted(remark: String) -> String {
    let known = ["[signal ", "PC=", "signal arrived ", "runtime: "]
    if known.contains(where: remark.hasPrefix) { return Redaction.sentence(remark) }
    return remark.hasPrefix("panic: ") ? redacted(remark, .panic) : "(\(Redaction.mark))"
  }

  /// A subtest's name can hold anything.
  private static func redacted(test: String) -> String { String(test.prefix { $0 != "/" }) }
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
