public import GoroutineDump
public import LeakAnalysis

/// Writes dumps as one pprof profile.
///
/// Several dumps go into one profile with the label `capture` on every sample, so that
/// `go tool pprof -tagfocus capture=…` tells them apart.
public struct PprofProfile: Sendable {
  private let dumps: [DumpAnalysis]

  /// Dumps to write.
  public init(_ dumps: [DumpAnalysis]) { self.dumps = dumps }

  /// Writes the profile.
  public func write(to output: consuming ReportOutput) throws(ProfileWritingError) {
    var writer = ProfileWriter(clean: Sanitizer.sanitized)
    for analysis in dumps {
      let label = dumps.count > 1 ? Label(key: "capture", value: analysis.name) : nil
      writer.add(analysis.dump, labelled: label)
    }
    output.write(utf8: try writer.encoded()[...])
    output.flush()
  }
}
