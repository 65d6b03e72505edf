extension Analysis {
  /// `no goroutine in the dump is reading one`, `2 goroutines are reading one`.
  static func reading(_ count: Int, _ object: String) -> String {
    doing("reading", count) + " " + object
  }

  /// `no goroutine in the dump is writing to one`, `2 goroutines are writing to one`.
  static func writing(_ count: Int, _ object: String) -> String {
    doing("writing to", count) + " " + object
  }

  /// `3 of them wait behind the cycle`.
  static func waiting(_ count: Int, behind what: String) -> String {
    "\(Evidence.number(count)) of them \(count == 1 ? "waits" : "wait") behind \(what)"
  }

  private static func doing(_ verb: String, _ count: Int) -> String {
    if count == 0 { return "no goroutine in the dump is \(verb)" }
    return "\(Evidence.goroutines(count)) \(count == 1 ? "is" : "are") \(verb)"
  }
}
