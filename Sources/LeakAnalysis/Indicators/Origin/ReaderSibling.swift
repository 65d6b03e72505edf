extension Indicator {
  /// The same creator has started a reader of a connection: they serve a connection that lives.
  static let readerSibling = Indicator(
    "reader-sibling", asks: "Is there a reader of a connection beside each?", speaks: .againstLeak
  ) {
    $0.creators.reading
  } says: { _ in
    "for most, the same creator also started a reader of a connection"
  }
}
