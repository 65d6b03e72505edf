public import GoroutineDump
import ParallelWork

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

  /// The input that a dump came from.
  public func input(ofDump dump: Int) -> DumpInput { inputs[inputOfDump[dump]] }

  init(
    dumps: [DumpAnalysis], inputOfDump: [Int], inputs: [DumpInput], findings: [Finding],
    expected: [Set<Int>], problems: [String]
  ) {
    self.dumps = dumps
    self.inputOfDump = inputOfDump
    self.inputs = inputs
    self.findings = Self.numbered(findings)
    self.expected = expected
    self.problems = problems
  }

  /// The same report, with what else is known of its findings.
  public func annotated(_ add: (inout Finding) -> Void) -> Report {
    var findings = findings
    for index in findings.indices { add(&findings[index]) }
    return Report(self, findings: findings)
  }

  private init(_ other: Report, findings: [Finding]) {
    dumps = other.dumps
    inputOfDump = other.inputOfDump
    inputs = other.inputs
    self.findings = findings
    expected = other.expected
    problems = other.problems
  }

  /// Findings of several dumps, one behind the other, with their positions.
  private static func numbered(_ findings: [Finding]) -> [Finding] {
    var findings = findings
    // The first of each dump, less its own position in that dump.
    var first = 0
    for index in findings.indices {
      if index > 0, findings[index].dump != findings[index - 1].dump { first = index }
      let shift = first - (findings[index].number - (index - first))
      findings[index].consequenceOf? += shift
      findings[index].number = index
    }
    return findings
  }

  /// Analyses some inputs with the signatures given.
  public init(_ inputs: [DumpInput], catalogue: Catalogue = .builtIn) {
    self = Self.analyzed(inputs, catalogue: catalogue) { _ in }.report
  }

  /// Analyses some inputs with the signatures given, and works out something else of the dumps that
  /// no finding changes, at the same time where a dump is large.
  public static func analyzed<Other: Sendable>(
    _ inputs: [DumpInput], catalogue: Catalogue, beside other: @Sendable ([DumpAnalysis]) -> Other
  ) -> (report: Report, other: Other) {
    // The work on one large dump is side by side in itself; small ones are judged beside each other.
    let isSmall = inputs.allSatisfy { $0.byteCount < largeInput }
    let analyzed =
      isSmall
      ? SideBySide.compactMap(inputs, isHeavy: true) { analyze($0) }
      : inputs.map { analyze($0) }
    let owners = analyzed.enumerated().flatMap { number, dumps in
      repeatElement(number, count: dumps.count)
    }
    let dumps = analyzed.flatMap { $0 }
    let patterns = PatternIndex(catalogue)
    let isLarge = dumps.contains {
      $0.groups.count >= 4096 || $0.dump.goroutines.count >= DumpAnalysis.manyGoroutines
    }
    let (judgements, value) = SideBySide.both(if: isLarge || dumps.count > 1) { [dumps] in
      isLarge
        ? dumps.indices.map { catalogue.judgement(of: dumps[$0], number: $0, patterns) }
        : SideBySide.compactMap(dumps.indices, isHeavy: true) {
          catalogue.judgement(of: dumps[$0], number: $0, patterns)
        }
    } _: { [dumps] in
      other(dumps)
    }
    let report = Report(
      dumps: dumps, inputOfDump: owners, inputs: inputs,
      // Of one dump, as nearly always, the list is taken as it is: it can be long.
      findings: judgements.count == 1 ? judgements[0].findings : judgements.flatMap(\.findings),
      expected: judgements.map(\.expected),
      problems: Set(judgements.flatMap(\.problems)).sorted())
    return (report, value)
  }

  /// Inputs of so many bytes may hold dumps whose work is worth sharing.
  private static let largeInput = 16 << 20

  /// The groups of an input's dumps. Those of one file mostly have the same functions.
  private static func analyze(_ input: DumpInput) -> [DumpAnalysis] {
    var census: FunctionCensus?
    return input.dumps.enumerated().map { index, dump in
      let name = index == 0 ? input.path : "\(input.path)#\(index + 1)"
      let analysis = DumpAnalysis(dump, name: name, census: census)
      census = analysis.census
      return analysis
    }
  }
}
