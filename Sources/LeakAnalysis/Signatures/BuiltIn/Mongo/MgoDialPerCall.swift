import GoroutineDump

extension Signature {
  /// Sessions of mgo that are dialled again and again.
  static let mgoDial = Signature(
    id: "mgo-dial-per-call",
    title: "MongoDB sessions of mgo that are dialled for each call",
    summary: """
      Each mgo.Dial starts a pinger for each server and a loop that follows the cluster; there are \
      many of them.
      """,
    cause: """
      mgo.Dial is called for each request, and its session is not closed (or its cluster is never \
      given up).
      """,
    fix: """
      Dial once, keep that session, and work with session.Copy() and defer Close() in each \
      request.
      """,
    severity: .error,
    thresholds: Thresholds(note: 4, warning: 20, error: 200),
    lookAlikes: [
      "a pinger for each server of a replica set",
      "readLoop of a socket: one for each pooled connection, by design up to 4096",
    ],
    sources: ["go-mgo/mgo#516 (13,950)", "globalsign/mgo#148 (3131)"],
    help: "https://pkg.go.dev/gopkg.in/mgo.v2#Session.Copy",
    example: Example(
      stack: """
        goroutine 77 [sleep]:
        time.Sleep(0x37e11d600)
        \t/usr/local/go/src/runtime/time.go:65 +0xfc
        gopkg.in/mgo%2ev2.(*mongoServer).pinger(0xc0000a2000)
        \t/go/src/gopkg.in/mgo.v2/server.go:301 +0x316
        created by gopkg.in/mgo%2ev2.newServer
        \t/go/src/gopkg.in/mgo.v2/server.go:90 +0x1d0
        """,
      before: """
        func users() ([]User, error) {
        \ts, err := mgo.Dial(url) // and its pingers, each time
        \tif err != nil { return nil, err }
        \treturn find(s)
        }
        """,
      after: """
        s := root.Copy() // root was dialled once
        defer s.Close()
        return find(s)
        """),
    detection: .judged(
      GroupPattern(frames: [
        "gopkg.in/mgo.v2.(*mongoServer).pinger", "gopkg.in/mgo.v2.(*mongoCluster).syncServersLoop",
        "github.com/globalsign/mgo.(*mongoServer).pinger",
        "github.com/globalsign/mgo.(*mongoCluster).syncServersLoop",
        "labix.org/mgo.(*mongoServer).pinger",
      ])
    ) { $0.together(doing: "watch the servers of mgo sessions") })
}
