import GoroutineDump

/// Which files of a dump are of modules that its program depends on.
///
/// Where the Go tools put a module, the path says so, see ``NameFacts/isModule(_:)``. In a GOPATH tree
/// (`/go/src/github.com/x/y/z.go`, or that behind `src/` alone, as distributions build), the program
/// lies among the modules: there a file is a module's where it is of another repository than `main`.
/// Of a dump that shows nothing of `main`, such a file counts as the program's; so does one without a
/// folder before its import path (`-trimpath`) unless `main` is spelled so too: modules have versions there.
struct ModuleFiles: Sendable {
  /// For each file of the dump whether it is a module's.
  let areModules: [Bool]

  init(_ analysis: DumpAnalysis) {
    let symbols = analysis.dump.symbols
    var own: Tree?
    var showsMain = false
    if let main = analysis.census.number(ofPackage: "main") {
      for frame in symbols.frames
      where analysis.census.traits[Int(frame.function)].package == main {
        let file = symbols.file(of: frame)
        // A test's `main` is made by the Go tools, and lies nowhere.
        guard !file.isEmpty, !file.hasSuffix("_testmain.go") else { continue }
        showsMain = true
        own = Tree(of: file)
        if own != nil { break }
      }
    }
    areModules = symbols.files.map { file in
      if NameFacts.isModule(file) { return true }
      guard showsMain, let tree = Tree(of: file) else { return false }
      return own.map { !tree.isRepository(of: $0) } ?? tree.isAbsolute
    }
  }

  /// The module of a package, as far as its path tells: host, owner and name where everybody publishes,
  /// else host and name. A name goes up to its first dot, where ``FunctionName/package`` ends.
  static func module(of package: String) -> String {
    var parts = package.split(separator: "/")
    let depth = parts.first.map(hostsOfOwners.contains) ?? false ? 3 : 2
    guard parts.count >= depth else { return package }
    parts.removeSubrange(depth...)
    parts[depth - 1] = parts[depth - 1].prefix { $0 != "." }
    return parts.joined(separator: "/")
  }

  /// Hosts whose repositories have an owner in their paths.
  private static let hostsOfOwners: Set<Substring> = [
    "github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "git.sr.ht",
    "golang.org",
  ]

  /// Where a file lies in a GOPATH tree.
  private struct Tree {
    let host: Substring
    /// The owner and the name of the repository.
    let path: [Substring]
    /// Whether a folder stands before the import path.
    let isAbsolute: Bool

    /// nil of a file that lies in none: the first part of its import path is no host.
    init?(of file: String) {
      let slash = UInt8(ascii: "/")
      let parts = file.utf8.split(separator: slash)
      var start = 0
      isAbsolute = file.utf8.first == slash || parts.first?.last == UInt8(ascii: ":")
      if isAbsolute {
        // A repository can have a folder `src` of its own: the first that a host follows counts.
        let host = parts.indices.dropFirst().first {
          parts[$0 - 1].elementsEqual("src".utf8) && Self.isHost(parts[$0])
        }
        guard let host else { return nil }
        start = host
      }
      guard start + 1 < parts.count, Self.isHost(parts[start]) else { return nil }
      host = Substring(parts[start])
      path = parts[(start + 1)...].prefix(2).map(Substring.init)
    }

    /// Whether two files are of one repository. What is of a host without owners may all be one
    /// company's.
    func isRepository(of other: Tree) -> Bool {
      host == other.host && (!ModuleFiles.hostsOfOwners.contains(host) || path == other.path)
    }

    private static func isHost(_ part: Substring.UTF8View) -> Bool {
      guard let dot = part.lastIndex(of: UInt8(ascii: ".")), dot > part.startIndex else {
        return false
      }
      return part[part.index(after: dot)...].first.map { $0 >= UInt8(ascii: "a") } ?? false
    }
  }
}
