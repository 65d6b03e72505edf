/// The signatures that a run judges by.
public struct Catalogue: Sendable {
  /// The signatures, the more specific ones first: what one explains, a later one leaves alone.
  public var signatures: [Signature]

  /// Some signatures.
  public init(_ signatures: [Signature]) { self.signatures = signatures }

  /// The signatures that come with the program.
  public static let builtIn = Catalogue([])

  /// What is wrong with a dump, worst first.
  public func findings(in analysis: DumpAnalysis, number: Int) -> [Finding] { [] }
}
