/// The revisions of the Model Context Protocol that are spoken.
///
/// Those up to 2025-11-25 begin with a handshake (`initialize`) that settles the revision for the
/// connection. From 2026-07-28 on there is none: every request names its revision in `_meta`.
enum ProtocolVersion {
  /// The revisions with a handshake, the oldest first.
  static let handshake = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
  /// The revisions without one.
  static let stateless = ["2026-07-28"]

  /// The key in `_meta` under which a request names its revision.
  static let key = "io.modelcontextprotocol/protocolVersion"
  /// The key in `_meta` under which a request says what its client can do.
  static let capabilitiesKey = "io.modelcontextprotocol/clientCapabilities"
  /// The key in `_meta` under which a result names its server.
  static let serverKey = "io.modelcontextprotocol/serverInfo"

  /// The revision that answers a handshake: the one asked for, or the newest with a handshake.
  static func negotiated(_ wanted: String) -> String {
    handshake.contains(wanted) ? wanted : handshake[handshake.count - 1]
  }
}

/// How a request expects to be answered.
enum Era {
  /// After a handshake.
  case handshake
  /// With everything in the request itself.
  case stateless
}
