extension Indicator {
  /// While a handler runs, net/http reads from its connection to learn when the client leaves. Where
  /// nobody does, the client has probably left, the body was not read to its end, or the connection
  /// was taken over.
  static let handlerUnwatched = Indicator(
    "handler-unwatched", asks: "Is the connection of these requests watched by nobody?",
    speaks: .forLeak
  ) { place in
    place.isWhole ? place.company.watched.map { 1 - $0 } ?? 0 : 0
  } says: { place in
    let share = Int((1 - (place.company.watched ?? 0)) * 100)
    return "no goroutine of net/http reads the connections of \(share)% of these requests: their "
      + "clients may have gone"
  }

  /// The opposite: the client is there, and the request may be a long one.
  static let handlerWatched = Indicator(
    "handler-watched", asks: "Are the clients of these requests still connected?",
    speaks: .againstLeak
  ) { place in
    place.watched * place.innocence
  } says: { _ in
    "their connections are being watched: the clients are still connected"
  }
}
