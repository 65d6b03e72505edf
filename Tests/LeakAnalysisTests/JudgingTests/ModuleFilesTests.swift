import GoroutineDump
import Testing

@testable import LeakAnalysis

/// Which files are the program's own, and which are those of modules that it depends on.
struct ModuleFilesTests {
  /// Whether a file counts as a module's in a dump whose `main` lies in another one; nil: not shown.
  private func isModule(_ file: String, main: String?) throws -> Bool {
    var text = "goroutine 7 [select]:\nlib.run(0x1)\n\t\(file):31 +0x4d\n"
    if let main {
      text += "\ngoroutine 1 [select]:\nmain.main()\n\t\(main):12 +0x1d\n"
    }
    let input = try DumpReader(threads: 1).read(bytes: Array(text.utf8))
    let analysis = DumpAnalysis(try #require(input.dumps.first), name: "dump.txt")
    let files = analysis.dump.symbols.files
    let number = try #require(files.indices.first { files[$0] == file })
    return ModuleFiles(analysis).areModules[number]
  }

  @Test(arguments: [
    // Where the Go tools put modules, whatever `main` is.
    ("/go/pkg/mod/github.com/a/lib@v1.2.3/x.go", nil, true),
    ("/app/vendor/github.com/a/lib/x.go", nil, true),
    // A GOPATH tree: another repository than main's.
    ("/go/src/github.com/a/lib/x.go", "/go/src/github.com/me/prog/cmd/main.go", true),
    ("/go/src/github.com/a/lib/x.go", "/go/src/prog/main.go", true),
    ("C:/go/src/github.com/a/lib/x.go", "C:/go/src/prog/main.go", true),
    ("/go/src/github.com/me/prog/store/x.go", "/go/src/github.com/me/prog/cmd/main.go", false),
    ("/go/src/github.com/me/prog/src/x.go", "/go/src/github.com/me/prog/main.go", false),
    ("/go/src/github.com/me/lib/x.go", "/go/src/github.com/me/prog/main.go", true),
    // The same behind `src/` alone, as distributions build.
    ("github.com/a/lib/x.go", "github.com/me/prog/main.go", true),
    ("github.com/me/prog/store/x.go", "github.com/me/prog/main.go", false),
    // Built with `-trimpath`: modules have versions, what has none is the program's.
    ("acme.io/lib/x.go", "main.go", false), ("acme.io/lib/x.go", "/app/main.go", false),
    ("acme.io/lib@v1.2.3/x.go", "main.go", true),
    // Of a test's `main` nothing follows.
    ("acme.io/pricing/x.go", "_testmain.go", false),
    ("/go/src/github.com/me/prog/x.go", "_testmain.go", false),
    // All of a host without owners may be one company's.
    ("/go/src/corp.example/lib/x.go", "/go/src/corp.example/prog/main.go", false),
    ("/go/src/google.golang.org/grpc/x.go", "/go/src/corp.example/prog/main.go", true),
    // Without a host there is no telling, and without `main` nothing to compare with.
    ("/go/src/lib/x.go", "/go/src/prog/main.go", false),
    ("/app/x.go", "/app/main.go", false), ("./x.go", "./main.go", false),
    ("/go/src/github.com/a/lib/x.go", nil, false),
  ])
  func `a file is a module's`(_ file: String, _ main: String?, _ expected: Bool) throws {
    #expect(try isModule(file, main: main) == expected)
  }

  @Test(arguments: [
    ("github.com/acme/objects/internal/ring", "github.com/acme/objects"),
    ("golang.org/x/net/http2", "golang.org/x/net"),
    ("google.golang.org/grpc/internal/transport", "google.golang.org/grpc"),
    ("k8s.io/client-go/tools/cache", "k8s.io/client-go"),
    // A dot of the name is escaped in a function of the package, and none in one below it.
    ("github.com/eclipse/paho.mqtt.golang/packets", "github.com/eclipse/paho"),
    ("github.com/eclipse/paho", "github.com/eclipse/paho"), ("main", "main"), ("", ""),
  ])
  func `the module of a package`(_ package: String, _ module: String) {
    #expect(ModuleFiles.module(of: package) == module)
  }
}
