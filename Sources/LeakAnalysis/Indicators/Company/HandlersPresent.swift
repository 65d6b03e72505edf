extension Indicator {
  /// As many requests are being handled: one for each, perhaps.
  static let handlersPresent = Indicator(
    "handlers-present", asks: "Are as many requests being handled?", speaks: .againstLeak
  ) {
    $0.company.handlers * $0.innocence
  } says: { _ in
    "about as many requests, or more, are in progress"
  }

  /// net/http watches as many connections of requests: their clients are there.
  static let watchersPresent = Indicator(
    "watchers-present", asks: "Does net/http watch as many connections?", speaks: .againstLeak
  ) {
    $0.company.watchers * $0.innocence
  } says: { _ in
    "net/http watches the connections of about as many requests, or more"
  }
}
