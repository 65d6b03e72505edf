extension Analysis {
  /// What ``Trend`` says of a group that grows from dump to dump.
  static let growingGroup = Analysis(
    "growing-group",
    series: """
      In every step a place must have more goroutines than before, and from the first dump to the \
      last at least \(GrowthRule().floor) (--min-growth-count) and \(GrowthRule().percent)% \
      (--min-growth) more. Where the dumps tell ids, at least \
      \(Int(Trend.leastStaying * 100))% of each dump's goroutines must still be in the next. It is \
      an error where \(GrowingGroup.leastDumps) dumps or more show it and it has grown by half or \
      more, else a warning.
      """)
}
