/// What a file, a pipe, an archive or a folder held: dumps, and what could not be read.
public struct Bundle: Sendable {
  /// What was given to read.
  public var path: String
  /// What holds a dump, in the order of the archive; members are called `bundle.tgz:nodes/1/stacks.txt`.
  public internal(set) var inputs: [DumpInput] = []
  /// Captures that failed: dumps by their name that are empty, damaged or something else.
  public internal(set) var failures: [DumpError] = []
  /// Whether it is an archive or a folder.
  public internal(set) var isCollection = false
  /// Members that hold no goroutine dump, such as other profiles and logs.
  public internal(set) var otherCount = 0
  /// Dumps that were left out since a more telling form of the same moment is there.
  public internal(set) var otherFormCount = 0
  /// What of the bundle was not read, as sentences; empty where all was.
  public internal(set) var limits: [String] = []

  /// Captures of one process, the earliest first, each of two or more.
  public var series: [[String]] { CaptureSeries.all(in: inputs) }
}
