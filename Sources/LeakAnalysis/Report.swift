public import GoroutineDump

/// The answer: what was read, how it groups, what is wrong with it.
public struct Report: Sendable {
  /// The dumps, in the order of the inputs.
  public let dumps: [DumpAnalysis]
  /// The inputs that the dumps came from, as an index into ``inputs`` for each dump.
  public let inputOfDump: [Int]
  /// What was read.
  public let inputs: [DumpInput]
  /// What is wrong, worst first within each dump.
  public let findings: [Finding]
  /// The groups of each dump whose goroutines are expected.
  let expected: [Set<Int>]
  /// What could not be judged: one sentence for each pattern that reached its limits.
  public let problems: [String]

  init(
    dumps: [DumpAnalysis], inputOfDump: [Int], inputs: [DumpInput], findings: [Finding],
    expected: [Set<Int>], problems: [String]
  ) {
    self.dumps = dumps
    self.inputOfDump = inputOfDump
    self.inputs = inputs
    self.findings = findings
    self.expected = expected
    self.problems = problems
  }

  /// Analyses some inputs with the signatures given.
  public init(_ inputs: [DumpInput], catalogue: Catalogue = .builtIn) {
    self.inputs = inputs
    var dumps: [DumpAnalysis] = []
    var owners: [Int] = []
    for (number, input) in inputs.enumerated() {
      var census: FunctionCensus?
      for (index, dump) in input.dumps.enumerated() {
        let name = index == 0 ? input.path : "\(input.path)#\(index + 1)"
        let analysis = DumpAnalysis(dump, name: name, census: census)
        census = analysis.census
        dumps.append(analysis)
        owners.append(number)
      }
    }
    self.dumps = dumps
    inputOfDump = owners
    let patterns = PatternIndex(catalogue)
    let judgements = dumps.indices.map {
      catalogue.judgement(of: dumps[$0], number: $0, patterns)
    }
    // Of one dump, as nearly always, the list is taken as it is: it can be long.
    findings = judgements.count == 1 ? judgements[0].findings : judgements.flatMap(\.findings)
    let all = dumps
    expected = all.map { catalogue.expectedGroups(of: $0) }
    problems = Set(judgements.flatMap(\.problems)).sorted()
  }
}
