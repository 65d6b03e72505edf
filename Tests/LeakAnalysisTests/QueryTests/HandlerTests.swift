import GoroutineDump
import Testing

@testable import LeakAnalysis

/// Which function of a stack handles a request, and what rows by it look like.
@Suite struct HandlerTests {
  /// A goroutine whose stack has such functions, the innermost first, each with a file.
  private func handler(_ frames: [(String, String)]) throws -> String {
    var text = "goroutine 7 [select, 3 minutes]:\n"
    for (function, file) in frames { text += "\(function)(...)\n\t\(file):10 +0x1\n" }
    let dump = try DumpReader(threads: 1).read(bytes: Array(text.utf8)).dumps[0]
    let table = try RowTable(DumpAnalysis(dump, name: "d"), by: try RowKey(parsing: "handler"))
    return table.rows[0].values[0]
  }

  private let server = [
    ("net/http.HandlerFunc.ServeHTTP", "/go/src/net/http/server.go"),
    ("net/http.(*ServeMux).ServeHTTP", "/go/src/net/http/server.go"),
  ]
  private let connection = [
    ("net/http.serverHandler.ServeHTTP", "/go/src/net/http/server.go"),
    ("net/http.(*conn).serve", "/go/src/net/http/server.go"),
  ]

  @Test func `the handler behind a middleware`() throws {
    let own = [
      ("example.com/pay/db.(*Store).Get", "/src/pay/db/store.go"),
      ("example.com/pay/api.(*API).Charge", "/src/pay/api/charge.go"),
    ]
    let middleware = [("example.com/pay/api.logged.func1", "/src/pay/api/log.go")]
    #expect(
      try handler(own + server + middleware + server + connection)
        == "example.com/pay/api.(*API).Charge")
  }

  @Test func `a framework of the module cache is none`() throws {
    let gin = [
      (
        "github.com/gin-gonic/gin.(*Context).Next",
        "/root/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go"
      ),
      (
        "github.com/gin-gonic/gin.(*Engine).ServeHTTP",
        "/root/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/gin.go"
      ),
    ]
    #expect(try handler([("main.pay", "/src/main.go")] + gin + connection) == "main.pay")
  }

  @Test func `a method that a generated gRPC handler calls`() throws {
    let stack = [
      ("main.(*server).Charge", "/src/server.go"),
      ("example.com/pay/pb._Pay_Charge_Handler.func1", "/src/pb/pay_grpc.pb.go"),
      ("main.intercept", "/src/intercept.go"),
      ("example.com/pay/pb._Pay_Charge_Handler", "/src/pb/pay_grpc.pb.go"),
      (
        "google.golang.org/grpc.(*Server).processUnaryRPC",
        "/root/go/pkg/mod/google.golang.org/grpc@v1.60.0/server.go"
      ),
    ]
    #expect(try handler(stack) == "main.(*server).Charge")
  }

  @Test func `a goroutine that handles nothing has none`() throws {
    #expect(try handler([("main.work", "/src/main.go")]) == "")
    #expect(try handler(connection) == "")
  }
}

/// The tree of a dump's stacks.
@Suite struct CallTreeTests {
  @Test func `ways without forks are one node`() throws {
    let block = { (id: Int, inner: String) in
      "goroutine \(id) [select]:\nmain.\(inner)()\n\t/a.go:1 +0x1\nmain.b()\n\t/a.go:2 +0x1\nmain.main()\n\t/a.go:3 +0x1\n\n"
    }
    let text = block(1, "x") + block(2, "y") + block(3, "y")
    let dump = try DumpReader(threads: 1).read(bytes: Array(text.utf8)).dumps[0]
    let tree = try CallTree(DumpAnalysis(dump, name: "d"))
    #expect(tree.total == 3)
    #expect(tree.roots == [0])
    #expect(tree.nodes.map(\.functions) == [["main.main", "main.b"], ["main.y"], ["main.x"]])
    #expect(tree.nodes.map(\.count) == [3, 2, 1])
    #expect(tree.nodes[0].children == [1, 2])
  }
}
