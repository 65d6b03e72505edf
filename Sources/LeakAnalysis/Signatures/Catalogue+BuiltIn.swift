extension Catalogue {
  /// The signatures that come with the program: proofs first, then what libraries are known for,
  /// then the general ones for a program's own code.
  public static let builtIn: Catalogue = {
    var catalogue = Catalogue(Area.allCases.flatMap(builtIn))
    catalogue.expectations = Expectation.known
    return catalogue
  }()

  /// Those of an area, the more specific ones first.
  static func builtIn(_ area: Area) -> [Signature] { areas[area] ?? [] }

  /// The folders of the catalogue, in the order in which they are asked.
  enum Area: String, CaseIterable {
    /// What cannot be otherwise.
    case proof
    /// How the program ended; these explain nothing away.
    case crash
    /// What third-party libraries are known for.
    case library
    /// What is known of Go's own library.
    case standardLibrary = "standard-library"
    /// Locks of whatever type.
    case lock
    /// Requests that are still answered.
    case request
    /// A program's own code.
    case ownCode = "own-code"
    /// What only several dumps show.
    case series
  }

  private static let areas: [Area: [Signature]] = {
    var areas: [Area: [SignatureDocument]] = [:]
    for embedded in EmbeddedDocument.all where embedded.path.hasSuffix(".md") {
      do throws(ConfigurationError) {
        let document = try SignatureDocument(embedded)
        guard let area = embedded.path.split(separator: "/").first.map(String.init),
          let area = Area(rawValue: area)
        else {
          throw ConfigurationError(
            file: embedded.file, line: 0, key: "",
            message: "its folder is none of \(list(Area.allCases.map(\.rawValue)))")
        }
        areas[area, default: []].append(document)
      } catch {
        // Tests read every document; a program without its signatures must not say that all is well.
        fatalError("the catalogue is broken: \(error)")
      }
    }
    return areas.mapValues { $0.sorted().map(\.signature) }
  }()
}
