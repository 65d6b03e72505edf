extension Indicator {
  /// Goroutines of the same package are at work: one of them may be the other end.
  static let packageBusy = Indicator(
    "package-busy", asks: "Is another goroutine of the package at work?", speaks: .againstLeak
  ) { place in
    isOfLibrary(place) ? 0 : busy(place)
  } says: { _ in
    "other goroutines in the same package are active (running, in I/O or sleeping)"
  }

  /// The same of a library, where the goroutines at work are mostly of the same objects.
  static let libraryBusy = Indicator(
    "library-busy", asks: "Is another goroutine of the library at work?", speaks: .againstLeak
  ) { place in
    isOfLibrary(place) ? busy(place) : 0
  } says: { _ in
    "other goroutines in the library are active (running, in I/O or sleeping)"
  }

  /// Whether they are a library's loops. A send, a lock or a WaitGroup of a library waits for one of its
  /// goroutines, as the program's own does.
  private static func isOfLibrary(_ place: PlaceFacts) -> Bool {
    place.names.isAllLibrary && !place.kind.isHard
  }

  private static func busy(_ place: PlaceFacts) -> Double {
    (place.company.isAnyBusy ? 0.5 : 0) + 0.5 * place.company.busy
  }
}
