import GoroutineDump

/// What the names and files on a place's stacks tell.
struct NameFacts: Sendable {
  /// The name of the entry, where it is called like a loop that runs as long as what it belongs to: of
  /// Go's own functions, a request's `serve` say, none is.
  let loop: String?
  /// Whether the site is called like a pool, a cache or their workers.
  let isPool: Bool
  /// Whether the site is in a module that the program depends on, by its file.
  let isThirdParty: Bool
  /// Whether all frames are of such modules or of Go's library: no code of the program's own runs here.
  let isAllLibrary: Bool
  /// Whether the site is of Go's own library.
  let isStandardLibrary: Bool

  init(_ place: ParkedPlace, _ context: AnalysisContext) {
    let analysis = context.analysis
    let symbols = analysis.dump.symbols
    isStandardLibrary = analysis.isLibrary(place.site)
    isThirdParty = !isStandardLibrary && context.isModule(place.site)
    isAllLibrary = context.isAllLibrary(place.groups[0])
    let entry = analysis.groups[place.groups[0]].entry
    loop = entry.flatMap { entry in
      guard !analysis.isLibrary(entry) else { return nil }
      let method = Self.method(of: context.name(of: entry))
      return Self.contains(method, Self.loops) ? String(method) : nil
    }
    let site = symbols.function(of: place.site)
    let name = site.utf8.lastIndex(of: UInt8(ascii: "/")).map { site[$0...] } ?? site[...]
    isPool = place.kind.isIdleByNature && Self.contains(name, Self.pools)
  }

  /// Whether a file lies where the Go tools or a distribution put modules.
  static func isModule(_ file: String) -> Bool {
    // By bytes: searching for a string looks for the borders of its characters, which took a twelfth
    // of the time that a small dump takes.
    let bytes = file.utf8Span.span
    return bytes.indices.contains { index in
      switch bytes[index] {
      case UInt8(ascii: "@"): index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "v")
      case UInt8(ascii: "/"): moduleFolders.contains { holds(bytes, $0, at: index) }
      default: false
      }
    }
  }

  private static let moduleFolders = ["/vendor/", "/usr/share/gocode/"].map { Array($0.utf8) }

  private static func holds(_ bytes: Span<UInt8>, _ part: [UInt8], at start: Int) -> Bool {
    start + part.count <= bytes.count && part.indices.allSatisfy { bytes[start + $0] == part[$0] }
  }

  /// The last part of a function's name that is no closure's: `flush` of `main.(*cache).flush.func1`.
  static func method(of function: FunctionName) -> Substring {
    let name = function.canonical
    var end = name.utf8.endIndex
    while let dot = name.utf8[..<end].lastIndex(of: UInt8(ascii: ".")) {
      let part = name[name.utf8.index(after: dot)..<end]
      if !part.isEmpty, part != "func", !part.hasPrefix("gowrap"), !part.hasPrefix("deferwrap") {
        return part
      }
      end = dot
    }
    return name[..<end]
  }

  /// Whether a server has started the goroutines of a place, by the name of the function that did, or of
  /// their own entry: there is one for each connection that it has accepted.
  static func isOfServer(_ place: ParkedPlace, _ context: AnalysisContext) -> Bool {
    let entry = context.analysis.groups[place.groups[0]].entry?.function
    return [place.creator, entry].contains { function in
      guard let function else { return false }
      let name = method(of: context.names.name(of: function)).lowercased()
      return ["serve", "listen", "accept", "handleconn", "handlenewconn", "newserver"]
        .contains(where: name.hasPrefix)
    }
  }

  /// Whether a name contains one of some words, which are of small letters; asked for every place.
  private static func contains(_ name: Substring, _ words: [[UInt8]]) -> Bool {
    // Makes capital letters small, and of no other byte a letter that was none.
    let bytes = name.utf8.map { $0 | 0x20 }
    return bytes.indices.contains { start in
      let first = bytes[start]
      return words.contains { $0[0] == first && bytes[start...].starts(with: $0) }
    }
  }

  private static let loops = words([
    "loop", "run", "work", "pump", "serve", "watch", "listen", "consum", "process", "poll",
    "daemon", "monitor", "handle", "keepalive", "heartbeat", "janitor", "clean", "flush",
    "dispatch", "recv", "receive", "reader", "writer", "subscribe", "forever", "background",
    "schedul", "main", "start", "tick", "refresh", "evict", "expire", "opener", "manager", "agent",
    "actor",
  ])
  private static let pools = words([
    "pool", "worker", "janitor", "cache", "ticker", "cron", "sched",
  ])

  private static func words(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }
}
