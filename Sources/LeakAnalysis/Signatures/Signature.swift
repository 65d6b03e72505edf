/// A named pattern of leaking or hanging.
public struct Signature: Sendable {
  /// The name in commands and files: `chan-send-no-receiver`.
  public var id: String
}
