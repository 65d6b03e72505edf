import ArgumentParser
import GoroutineDump
import Reporting

/// The dumps that a command reads.
struct InputOptions: ParsableArguments {
  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "Dumps; '-' or nothing is standard input.",
      valueName: "file"), completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "Threads to read with (default: one per core).", valueName: "n", visibility: .hidden))
  var threads: Int?

  mutating func validate() throws {
    guard threads ?? 1 > 0 else {
      throw ValidationError("--threads must be 1 or more.")
    }
  }

  /// What was read, and the worst of what was not.
  struct Reading {
    var inputs: [DumpInput] = []
    var status: ExitStatus?

    mutating func fail(_ failure: InputFailure) {
      Message.error(failure.sentence)
      fail(failure.status)
    }

    mutating func fail(_ status: ExitStatus) { self.status = max(self.status ?? status, status) }
  }

  /// Reads what can be read; each failure is told on standard error.
  ///
  /// - Throws: how to end, where nothing was read.
  func read() throws -> Reading {
    try demandInput()
    Interrupt.listen()
    var reading = Reading()
    let reader = DumpReader(threads: threads ?? 0)
    for path in files.isEmpty ? ["-"] : files {
      do throws(DumpError) {
        let bundle = try ProgressLine.read(path, by: reader)
        reading.inputs += bundle.inputs
        BundleMessage.tell(bundle)
        for failure in bundle.failures { reading.fail(InputFailure(error: failure)) }
        for limit in bundle.limits {
          Message.error(Sanitizer.sanitized(limit))
          reading.fail(.notADump)
        }
      } catch {
        if Interrupt.happened { break }
        reading.fail(InputFailure(error: error))
      }
      if Interrupt.happened { break }
    }
    if Interrupt.happened {
      Message.note(
        reading.inputs.isEmpty
          ? "interrupted before a goroutine was read" : "interrupted: this is what was read so far")
      reading.fail(.interrupted)
    }
    if reading.inputs.isEmpty { throw reading.status ?? .notADump }
    return reading
  }

  /// Ends where there is nothing to read and a person waits at the terminal.
  func demandInput() throws {
    if files.isEmpty, Stream.inputIsTerminal {
      Message.error(
        "nothing to read: name a dump (\(Tool.name) goroutine.txt), or pipe one in "
          + "(curl -s 'http://HOST/debug/pprof/goroutine?debug=2' | \(Tool.name))")
      throw ExitStatus.usage
    }
  }
}
