import LeakAnalysis
import SignatureFiles

/// The signatures as documents that a client can show or put into a conversation.
struct SignatureResources {
  private let catalogue: Catalogue
  private static let scheme = "dumpscan://signatures/"
  private static let type = "text/markdown"

  init(_ catalogue: Catalogue) { self.catalogue = catalogue }

  /// What there is.
  var list: JSON {
    .array(
      catalogue.signatures.map { signature in
        [
          "uri": .string(Self.scheme + signature.id), "name": .string(signature.id),
          "title": .string(signature.title), "mimeType": .string(Self.type),
        ]
      })
  }

  /// How the addresses are made.
  var templates: JSON {
    [
      [
        "uriTemplate": .string(Self.scheme + "{id}"), "name": "signature",
        "title": "A signature of the catalogue", "mimeType": .string(Self.type),
        "description":
          "How a kind of goroutine leak is recognised, its cause, its fix and its look-alikes",
      ]
    ]
  }

  /// The document of an address; nil where there is none.
  func contents(of uri: String) -> JSON? {
    guard uri.hasPrefix(Self.scheme),
      let signature = catalogue.signature(String(uri.dropFirst(Self.scheme.count)))
    else { return nil }
    return [
      [
        "uri": .string(uri), "mimeType": .string(Self.type),
        "text": .string(SignatureFiles.markdown(signature)),
      ]
    ]
  }
}
