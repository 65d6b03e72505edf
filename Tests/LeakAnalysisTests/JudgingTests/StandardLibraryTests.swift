import LeakAnalysis
import Testing

/// Which frames are the library's: the first that is not is the place to look at.
struct StandardLibraryTests {
  @Test(arguments: [
    "io.Copy", "net/http.(*persistConn).readLoop", "go/ast.Walk", "sync.(*Mutex).Lock",
    "vendor/golang.org/x/net/http2/hpack.NewEncoder", "internal/poll.(*FD).Read",
    "slices.SortFunc[go.shape.[]github.com/acme/x.T,github.com/acme/x.T]", "testing.tRunner",
    "type:.eq.go.uber.org/zap.Field", "panic", "non-Go function",
  ])
  func `a function of the library`(function: String) {
    #expect(StandardLibrary.contains(function))
  }

  @Test(arguments: [
    "main.main", "github.com/acme/x.F", "go.uber.org/zap.(*Logger).Info", "go.etcd.io/bbolt.Open",
    "go.mongodb.org/mongo-driver/mongo.Connect", "go.opentelemetry.io/otel/sdk/trace.New",
    "time.example.com/clock.Now", "golang.org/x/net/http2.(*Transport).RoundTrip",
    "acme/internal/io.Copy", "gopkg.in/mgo%2ev2.(*Session).Close",
  ])
  func `a function of the program, or of what it imports`(function: String) {
    #expect(!StandardLibrary.contains(function))
  }
}
