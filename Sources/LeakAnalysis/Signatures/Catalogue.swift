/// The signatures that a run judges by.
public struct Catalogue: Sendable {
  /// The signatures, the more specific ones first: what one explains, a later one leaves alone.
  public var signatures: [Signature]

  /// Goroutines that are as they should be: they are not judged.
  public var expectations: [Expectation] = []

  /// Some signatures.
  public init(_ signatures: [Signature]) { self.signatures = signatures }

  /// The signature with an id.
  public func signature(_ id: String) -> Signature? { signatures.first { $0.id == id } }
}
