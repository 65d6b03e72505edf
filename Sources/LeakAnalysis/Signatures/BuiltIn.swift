extension Catalogue {
  /// The signatures that come with the program: proofs first, then what libraries are known for,
  /// then the general ones for a program's own code.
  public static let builtIn = Catalogue(
    [
      .provenLeak, .deadlock, .nilChannel, .lockCycle, .lockPileUp,
    ] + netHTTP + generic)

  static let netHTTP: [Signature] = [.bodyNotClosed, .clientWithoutTimeout, .transportPerRequest]

  static let generic: [Signature] = [
    .channelSend, .channelReceive, .selectAbandoned, .waitGroup, .emptySelect,
    .leftBehindTogether,
  ]
}
