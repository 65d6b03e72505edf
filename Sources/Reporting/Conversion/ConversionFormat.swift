/// The forms that a dump can be converted to, for other tools.
public enum ConversionFormat: String, Sendable, CaseIterable {
  /// A gzipped pprof profile: `go tool pprof`, Pyroscope, Parca, speedscope.
  case pprof
  /// A line per stack with its count: flamegraph.pl, inferno, speedscope.
  case folded
  /// The runtime's own text, normalised: panicparse, gostackparse, a person.
  case debug2
  /// One JSON object per goroutine and line: jq, DuckDB, log stores.
  case ndjson
  /// A Graphviz graph: who started whom, or who waits for whom.
  case dot
}
