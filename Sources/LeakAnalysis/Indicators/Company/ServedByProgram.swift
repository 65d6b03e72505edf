extension Indicator {
  /// A library's goroutines, and as many in the program's own code: each of the library's objects is
  /// used by somebody.
  static let servedByProgram = Indicator(
    "served-by-program", asks: "Does the program have a goroutine for each object of the library?",
    speaks: .againstLeak
  ) {
    $0.served * (1 - $0.known)
  } says: { _ in
    "a comparable number of goroutines in the program's own code may use these objects"
  }
}
