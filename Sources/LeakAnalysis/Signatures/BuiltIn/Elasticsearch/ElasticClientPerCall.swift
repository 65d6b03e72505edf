import GoroutineDump

extension Signature {
  /// Elasticsearch clients that are made again and again.
  static let elasticClient = Signature(
    id: "elastic-client-per-call",
    title: "Elasticsearch clients that are made again and again",
    summary: """
      Each client of olivere/elastic has one goroutine in sniffer and one in healthchecker; there \
      are many of both.
      """,
    cause: "elastic.NewClient is called for each request, and Stop is missing.",
    fix: """
      Make one client and share it; or use NewSimpleClient, which starts no goroutines; or call \
      Stop.
      """,
    severity: .error,
    thresholds: Thresholds(note: 3, warning: 10, error: 100),
    lookAlikes: ["one of each for each client"],
    sources: ["olivere/elastic#1137 (95,701 of each)"],
    help: "https://pkg.go.dev/github.com/olivere/elastic/v7#NewClient",
    example: Example(
      stack: """
        goroutine 77 [select, 1 minutes]:
        github.com/olivere/elastic/v7.(*Client).healthchecker(0xc0000a2000)
        \t/go/pkg/mod/github.com/olivere/elastic/v7@v7.0.32/client.go:1093 +0xfc
        created by github.com/olivere/elastic/v7.NewClient in goroutine 70
        \t/go/pkg/mod/github.com/olivere/elastic/v7@v7.0.32/client.go:300 +0x316
        """,
      before: """
        func search(q string) (*elastic.SearchResult, error) {
        \tc, err := elastic.NewClient(opts...) // two goroutines, each time
        \tif err != nil { return nil, err }
        \treturn c.Search().Query(elastic.NewQueryStringQuery(q)).Do(ctx)
        }
        """,
      after: """
        // client was made once, in main, and is stopped at the end
        return client.Search().Query(elastic.NewQueryStringQuery(q)).Do(ctx)
        """),
    detection: .judged(
      GroupPattern(frames: [
        "github.com/olivere/elastic.(*Client).sniffer",
        "github.com/olivere/elastic.(*Client).healthchecker",
        "gopkg.in/olivere/elastic.v5.(*Client).sniffer",
        "gopkg.in/olivere/elastic.v5.(*Client).healthchecker",
        "gopkg.in/olivere/elastic.v6.(*Client).sniffer",
        "gopkg.in/olivere/elastic.v6.(*Client).healthchecker",
      ])
    ) { $0.together(doing: "belong to Elasticsearch clients", withSiblings: true) })
}
