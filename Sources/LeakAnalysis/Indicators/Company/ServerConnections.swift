extension Indicator {
  /// A server has started as many, one for each connection that it has accepted: there are as many as
  /// there are clients.
  static let serverConnections = Indicator(
    "server-connections", asks: "Is there one for each connection of a server?",
    speaks: .againstLeak
  ) {
    $0.company.serverEquals
  } says: { _ in
    "a server has started a comparable number, probably one per connection"
  }
}
