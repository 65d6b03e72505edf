import LeakAnalysis
import Testing

/// What holds for every signature of the catalogue.
struct CatalogueTests {
  static let signatures = Catalogue.builtIn.signatures

  @Test func `there are many, and their ids are unique`() {
    #expect(Self.signatures.count >= 60)
    #expect(Set(Self.signatures.map(\.id)).count == Self.signatures.count)
  }

  @Test(arguments: signatures.map(\.id))
  func `is complete and in style`(_ id: String) throws {
    let signature = try #require(Catalogue.builtIn.signature(id))
    let kebab = id.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) }
    }
    #expect(kebab, "\(id)")

    let title = signature.title
    #expect(!title.contains("\n") && !title.hasSuffix(".") && title.count <= 100, "\(title)")
    // No capital at the start, but names have theirs: HTTP, TLS, Kubernetes, gRPC.
    let first = try #require(title.split(separator: " ").first)
    let names = [
      "HTTP", "HTTP/2", "TLS", "Kubernetes", "MongoDB", "Redis", "Kafka", "Elasticsearch",
      "AMQP", "Sarama", "WebSocket", "HTTP/1", "RWMutex", "C",
    ]
    #expect(first.first?.isLowercase == true || names.contains(String(first)), "\(title)")

    for text in [signature.summary, signature.cause, signature.fix] {
      #expect(text.count > 20 && !text.contains("\n") && !text.contains("  "), "\(text)")
    }
    #expect(!signature.lookAlikes.isEmpty && !signature.sources.isEmpty)
    #expect(signature.help.hasPrefix("https://"))
    #expect(!signature.example.before.isEmpty && !signature.example.after.isEmpty)
    let limits = signature.thresholds
    #expect(limits.note >= 1 && limits.note <= limits.warning && limits.warning <= limits.error)
  }

  @Test(arguments: signatures.map(\.id))
  func `its example is a goroutine that it matches`(_ id: String) throws {
    let signature = try #require(Catalogue.builtIn.signature(id))
    #expect(!signature.exampleGoroutines.isEmpty)
    guard let pattern = signature.detection.pattern else { return }
    // Alone, as a user's own: only the pattern decides.
    var candidate = signature
    candidate.detection = .pattern(pattern)
    candidate.thresholds = Thresholds(warning: 1, error: 1)
    candidate.prior = Signature.certainPrior
    let findings = try DumpText.findings(
      in: signature.exampleGoroutines[0], by: Catalogue([candidate]))
    #expect(findings.map(\.signature) == [signature.id])
  }
}
