import ArgumentParser
import GoroutineDump
import LeakAnalysis

/// Whether what is written can be shown to others.
struct RedactionOptions: ParsableArguments {
  @Flag(
    help: "Remove arguments, label values, home directories and host names.")
  var redact = false

  func validate() throws { Message.isRedacted = redact }

  /// What a gate could not read, by the files' names alone.
  func apply(to doubts: [GateDoubt]) -> [GateDoubt] {
    guard redact else { return doubts }
    return doubts.map { doubt in
      let name = Redaction.name(ofFile: doubt.capture)
      let reason = doubt.reason.replacing(doubt.capture, with: name)
      return GateDoubt(capture: name, reason: Redaction.sentence(reason))
    }
  }
}
