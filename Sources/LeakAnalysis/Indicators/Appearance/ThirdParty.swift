extension Indicator {
  /// In a module that the program depends on, with no code of the program's own on the stack: such loops
  /// belong to an object that somebody must close. A server closes the connections that it accepts itself.
  static let thirdParty = Indicator(
    "third-party", asks: "Are they of a module that the program depends on?", speaks: .forLeak
  ) {
    $0.names.isThirdParty && $0.names.isAllLibrary ? 1 - $0.company.serverEquals : 0
  } says: { _ in
    "the stack is entirely in dependencies of the program"
  }

  /// The same, in numbers.
  static let libraryInNumbers = Indicator(
    "library-in-numbers", asks: "Is it a loop of a module, in numbers?", speaks: .forLeak
  ) { place in
    guard place.names.isAllLibrary, !place.names.isStandardLibrary else { return 0 }
    return PlaceFacts.logarithm(place.count, from: 30, to: 1000) * (1 - place.company.serverEquals)
  } says: { place in
    "\(Evidence.number(place.count)) instances of a loop in a dependency, which probably runs once per object"
  }
}
