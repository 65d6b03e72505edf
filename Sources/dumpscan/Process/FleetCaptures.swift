import GoroutineDump
import LeakAnalysis
import ParallelWork
import Reporting

/// The captures of a fleet, each read and judged by itself, on all cores: one capture at a time and
/// thread is in memory, and its rows are handed on in the order of the files.
struct FleetCaptures: Sendable {
  /// The origin that tags give every capture.
  let tagged: CaptureOrigin
  let pattern: PathPattern?
  let catalogue: Catalogue
  /// Groups of fewer goroutines without a finding are no rows.
  let minimum: Int
  let isRedacted: Bool
  /// The owners of a finding's file.
  let owners: @Sendable (Finding, Report) -> [String]
  /// Threads; 0 stands for one per core.
  let threads: Int

  /// A file to read.
  private struct Source: Sendable {
    let path: String
    /// Whether somebody named it, or it was found below a folder.
    let isNamed: Bool
  }

  /// What became of a file.
  fileprivate struct Outcome: Sendable {
    var rows: [FleetRow] = []
    /// What is said on standard error.
    var errors: [String] = []
    var status: ExitStatus?
    /// A capture that the pattern does not match.
    var unmatched: String?
    /// Whether it holds something else on purpose.
    var isOther = false
    var problems: [String] = []
  }

  /// What became of all.
  struct Summary {
    /// Captures, read or not.
    fileprivate(set) var captures = 0
    fileprivate(set) var failed = 0
    /// The first file that the pattern does not match.
    fileprivate(set) var unmatched: String?
    fileprivate(set) var unmatchedCount = 0
    fileprivate(set) var others = 0
    fileprivate(set) var status: ExitStatus?
    fileprivate(set) var problems: Set<String> = []

    /// How the program ends; nil where all is well. That some captures failed is told by their rows.
    var exitStatus: ExitStatus? {
      status ?? (captures == failed ? .notADump : nil)
    }

    /// Says what was not read.
    func tell() {
      if failed > 0 {
        Message.note(
          "\(failed) of \(Quantity.text(captures, "capture")) could not be read; "
            + (failed == 1 ? "its row says why" : "their rows say why"))
      }
      if unmatchedCount > 0 {
        Message.note(
          "\(Quantity.text(unmatchedCount, "file")) skipped that --path-pattern does not match"
            + " (\(Sanitizer.sanitized(unmatched ?? "")))")
      }
      if others > 0 {
        Message.note("\(Quantity.text(others, "file")) skipped with other profiles or programs")
      }
      CatalogueOptions.tell(problems.sorted())
    }
  }

  /// Reads the captures in files and folders, and hands on the rows of each.
  func read(_ arguments: [String], take: ([FleetRow]) -> Void) -> Summary {
    Interrupt.listen()
    var sources: [Source] = []
    for path in arguments {
      if path != "-", CaptureFiles.isDirectory(path) {
        sources += CaptureFiles.files(in: path).map { Source(path: $0, isNamed: false) }
      } else {
        sources.append(Source(path: path, isNamed: true))
      }
    }
    var summary = Summary()
    let workers = threads > 0 ? threads : DumpReader().threads
    SideBySide.inOrder(sources.count, threads: workers) { [sources] position in
      outcome(of: sources[position])
    } take: { outcome in
      summary.add(outcome)
      take(outcome.rows)
    }
    if Interrupt.happened { summary.status = .interrupted }
    return summary
  }

  private func outcome(of source: Source) -> Outcome {
    var outcome = Outcome()
    guard !Interrupt.happened else { return outcome }
    do throws(DumpError) {
      let bundle = try DumpReader(threads: 1).readBundle(path: source.path)
      let archive = bundle.isCollection ? source.path : nil
      for input in bundle.inputs {
        guard let origin = origin(of: input.path, in: archive) else {
          outcome.unmatched = input.path
          continue
        }
        outcome.rows += rows(of: input, origin, &outcome)
      }
      for failure in bundle.failures {
        guard let origin = origin(of: failure.path, in: archive) else { continue }
        outcome.rows.append(row(failed: failure, origin))
      }
      for limit in bundle.limits {
        outcome.errors.append(limit)
        outcome.status = .notADump
      }
    } catch {
      fail(error, source, &outcome)
    }
    return outcome
  }

  private func fail(_ error: DumpError, _ source: Source, _ outcome: inout Outcome) {
    if Interrupt.happened { return }
    if case .notFound = error {
      outcome.errors.append(InputFailure(error: error).sentence)
      outcome.status = .noInput
    } else if let origin = origin(of: source.path, in: nil) {
      if error.isOtherContent, !source.isNamed {
        outcome.isOther = true
      } else {
        outcome.rows.append(row(failed: error, origin))
      }
    } else {
      outcome.unmatched = source.path
    }
  }

  /// What the path of a capture tells; nil where the pattern is not that of its path.
  ///
  /// - Parameter archive: the archive that it is a member of.
  private func origin(of path: String, in archive: String?) -> CaptureOrigin? {
    guard let pattern else { return tagged }
    var found = pattern.origin(of: path)
    if let archive, path.hasPrefix(archive + ":") {
      let member = String(path.dropFirst(archive.count + 1))
      found = pattern.origin(of: member) ?? pattern.origin(of: archive)
    }
    return found.map { tagged.completed(by: $0) }
  }

  private func rows(
    of input: DumpInput, _ origin: CaptureOrigin, _ outcome: inout Outcome
  ) -> [FleetRow] {
    var input = input
    input.path = Self.name(of: input.path)
    var report = Report([input], catalogue: catalogue)
    outcome.problems += report.problems
    report = report.annotated { $0.owners = owners($0, report) }
    let names = report.dumps.map(\.name)
    let shown = isRedacted ? report.redacted() : report
    return report.dumps.indices.flatMap { number -> [FleetRow] in
      let dump = report.dumps[number].dump
      var all = origin
      // Values of labels are none to show.
      let told = CaptureOrigin(of: dump)
      all = all.completed(by: isRedacted ? CaptureOrigin(time: told.time) : told)
      all = all.completed(by: CaptureOrigin(time: CaptureTime.seconds(inName: input.path)))
      guard dump.isGoroutineProfile else {
        let problem = "expected a goroutine profile, found a \(dump.profile) profile"
        return [redacted(FleetRow(failed: names[number], origin: all, problem: problem))]
      }
      return shown.fleetRows(ofDump: number, origin: all, minimum: minimum).map { row in
        var row = row
        row.capture = names[number]
        return redacted(row)
      }
    }
  }

  private func row(failed error: DumpError, _ origin: CaptureOrigin) -> FleetRow {
    let path = error.path
    let sentence = error.description
    let problem =
      sentence.hasPrefix(path + ": ") ? String(sentence.dropFirst(path.count + 2)) : sentence
    let time = CaptureTime.seconds(inName: path)
    return redacted(
      FleetRow(
        failed: Self.name(of: path), origin: origin.completed(by: CaptureOrigin(time: time)),
        problem: problem))
  }

  /// The row as it can be shown to others: of its capture's path, only the file's own name is left, and
  /// a number that tells captures apart.
  private func redacted(_ row: FleetRow) -> FleetRow {
    guard isRedacted else { return row }
    var row = row
    row.origin = row.origin.redacted()
    row.capture =
      CaptureOrigin.pseudonym(of: row.capture) + "/" + Redaction.name(ofFile: row.capture)
    row.problem = row.problem.map(Redaction.sentence)
    return row
  }

  private static func name(of path: String) -> String {
    path.hasPrefix("./") ? String(path.drop { $0 == "." || $0 == "/" }) : path
  }
}

extension FleetCaptures.Summary {
  fileprivate mutating func add(_ outcome: FleetCaptures.Outcome) {
    for row in outcome.rows where row.group == nil {
      captures += 1
      if row.format == nil { failed += 1 }
    }
    for error in outcome.errors { Message.error(Sanitizer.sanitized(error)) }
    if let other = outcome.status { status = max(status ?? other, other) }
    if let path = outcome.unmatched {
      unmatchedCount += 1
      unmatched = unmatched ?? path
    }
    if outcome.isOther { others += 1 }
    problems.formUnion(outcome.problems)
  }
}
