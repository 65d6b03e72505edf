import ArgumentParser
import GoroutineDump
import Reporting

/// The dumps that a command reads.
struct InputOptions: ParsableArguments {
  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "Dumps to read; standard input if none is given, or for '-'.",
      valueName: "file"), completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Threads that read (default: one per core).", valueName: "n", visibility: .hidden))
  var threads: Int?

  mutating func validate() throws {
    guard threads ?? 1 > 0 else {
      throw ValidationError("--threads must be 1 or more")
    }
  }

  /// What was read, and the worst of what was not.
  struct Reading {
    var inputs: [DumpInput] = []
    var status: ExitStatus?
    /// What could not be read, in the order of the inputs.
    private var failures: [String] = []

    mutating func fail(_ failure: InputFailure, hint: String? = nil) {
      let sentence = failure.sentence + (hint ?? "")
      Message.error(sentence)
      failures.append(sentence)
      fail(failure.status)
    }

    /// Repeats at a terminal what could not be read: the first message is a page or a pager above.
    func repeatFailures() {
      guard Stream.output.isTerminal, Stream.error.isTerminal else { return }
      for sentence in failures { Message.error(sentence) }
    }

    mutating func fail(_ status: ExitStatus) { self.status = max(self.status ?? status, status) }
  }

  /// Reads what can be read; each failure is printed on standard error.
  ///
  /// - Throws: the exit status, where nothing was read.
  ///
  /// - Parameter addresses: see ``DumpReader/wantedAddresses``.
  func read(keeping addresses: Set<UInt64> = []) throws -> Reading {
    try demandInput()
    Interrupt.listen()
    var reading = Reading()
    var reader = DumpReader(threads: threads ?? 0)
    reader.wantedAddresses = addresses
    var queue = CaptureQueue(files.isEmpty ? ["-"] : files, by: reader)
    while queue.path != nil {
      do throws(DumpError) {
        let bundle = try queue.read()
        reading.inputs += bundle.inputs
        BundleMessage.tell(bundle)
        for failure in bundle.failures { reading.fail(InputFailure(error: failure)) }
        for limit in bundle.limits {
          Message.error(Sanitizer.sanitized(limit))
          reading.fail(.notADump)
        }
      } catch {
        if Interrupt.happened { break }
        reading.fail(InputFailure(error: error), hint: hint(for: error))
      }
      if Interrupt.happened { break }
    }
    if Interrupt.happened {
      Message.note(
        reading.inputs.isEmpty
          ? "interrupted before any goroutine was read"
          : "interrupted; the report covers what was read so far")
      reading.fail(.interrupted)
    }
    if reading.inputs.isEmpty { throw reading.status ?? .notADump }
    return reading
  }

  /// The command that somebody may have meant by the name of a file that does not exist.
  private func hint(for error: DumpError) -> String? {
    guard case .notFound(let path) = error, path == files.first else { return nil }
    return UsageError.suggestion(for: path)
  }

  /// Ends where there is nothing to read and a person waits at the terminal.
  func demandInput() throws {
    if files.isEmpty, Stream.inputIsTerminal {
      Message.error(
        "no input: give the path of a dump (\(Tool.name) goroutine.txt) or pipe one in "
          + "(curl -s 'http://HOST/debug/pprof/goroutine?debug=2' | \(Tool.name))")
      throw ExitStatus.usage
    }
  }
}
