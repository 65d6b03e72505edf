/// One capture of a Go program's goroutines, as its text or protobuf says it.
///
/// ```swift
/// let input = try DumpReader().read(path: "goroutine.txt")
/// for dump in input.dumps {
///   print(dump.format, dump.goroutineCount)
/// }
/// ```
///
/// What is stored grows with the number of distinct stacks, plus one 32-byte
/// ``GoroutineRecord`` per goroutine of a `debug=2` text.
public struct Dump: Sendable {
  /// The text's form, as the Go tools number it.
  public enum Format: String, Sendable, CaseIterable {
    /// A gzipped `perftools.profiles.Profile`: what `/debug/pprof/goroutine` gives by default.
    case debug0
    /// One block per distinct stack, with counts and program counters.
    case debug1
    /// One block per goroutine, with states and minutes.
    case debug2
    /// As `debug=2`, printed by a program that ended: a panic, a fatal error, SIGQUIT.
    case crash
  }

  /// The form that was recognised.
  public var format: Format
  /// The profile's name: `goroutine`, `goroutineleak`, `threadcreate` or one that a program chose.
  public var profile: String
  /// Functions, files, frames and stacks, interned; shared by all dumps of one input.
  public var symbols: Symbols
  /// The distinct (stack, state, mark, labels), in order of first appearance.
  public var samples: [Sample]
  /// One record per goroutine, in the order of the text; empty for `debug=0` and `debug=1`,
  /// which tell counts only.
  public var goroutines: GoroutineTable
  /// Arguments and machine words of some goroutines of each stack, in the order of the text.
  public var details: [GoroutineDetail]
  /// The label sets that ``Sample/labels`` counts into; the first is empty.
  public var labelSets: [[Label]]
  /// The program counters of all samples, end to end; of all dumps of one input.
  var counters: [UInt64] = []
  /// Bytes of input that belong to this dump, after unwrapping; 0 where not known.
  public var byteCount: Int
  /// The total that a `debug=1` header or a leak checker's summary declares.
  public var declaredTotal: Int?
  /// Nanoseconds since 1970 at which it was taken, as a `debug=0` profile tells (`time_nanos`); nil
  /// where nothing in the dump does.
  public var captureTime: Int64?
  /// Why the program ended, where the text says it.
  public var failure: Failure?
  /// Whether the end (or a part) of the capture is missing: then every count is a lower bound.
  public var isTruncated: Bool
  /// What could not be read, or reads oddly, with its line.
  public var problems: [Problem]
  /// The container (or whatever the log's prefix names) that wrote the dump, where one log holds the
  /// lines of several; nil elsewhere.
  public var source: String?

  /// How many goroutines the dump shows.
  public var goroutineCount: Int { samples.reduce(0) { $0 + $1.count } }

  /// Whether the profile is one of goroutines; a `threadcreate` profile is read, but not judged.
  public var isGoroutineProfile: Bool { profile == "goroutine" || profile == "goroutineleak" }

  /// The program counters of a `debug=0` or `debug=1` stack, innermost first, as the dump gives
  /// them (return addresses); empty for the other formats.
  public func programCounters(of sample: Sample) -> ArraySlice<UInt64> {
    counters[sample.counters]
  }

  /// The labels of a sample, sorted by key.
  public func labels(of sample: Sample) -> [Label] { labelSets[Int(sample.labels)] }
}

/// A profiler label of a goroutine (`runtime/pprof.SetGoroutineLabels`).
public struct Label: Hashable, Sendable, Comparable {
  /// The label's key.
  public var key: String
  /// The label's value, unquoted.
  public var value: String

  /// A label.
  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }

  /// By key, then by value.
  public static func < (a: Label, b: Label) -> Bool { (a.key, a.value) < (b.key, b.value) }
}

/// What one file or pipe held: one dump or several, one after the other.
public struct DumpInput: Sendable {
  /// The path as it was given, or `-` for standard input.
  public var path: String
  /// The dumps in the order of the text; never empty.
  public var dumps: [Dump]
  /// Bytes that were read, before any unwrapping.
  public var byteCount: Int
  /// What was taken off to reach the dump, outermost first: `gzip`, `utf-16`, `line prefix` …
  public var wrapping: [String]
}
