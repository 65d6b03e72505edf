import GoroutineDump

extension Analysis {
  /// Loops that each client of a library has once: all stacks of one client are one finding, judged by
  /// the place with the most of them, and with what else the library has in as many goroutines.
  /// Where few clients have them all, they are what a client gave out: subscriptions, sessions.
  static let clientObjects = Analysis("client-objects") { candidates in
    let context = candidates.context
    let parts = candidates.places()
    guard let most = parts.max(by: { context.count(of: $0) < context.count(of: $1) }) else {
      return []
    }
    var sightings = candidates.together(doing: "belong to clients of the library")
    // As many clients as are too many are not few, whatever each of them has given out.
    if let clients = candidates.clients(of: most), clients * 4 <= context.count(of: most),
      clients < candidates.signature.thresholds.warning
    {
      sightings = candidates.with(most).together(
        doing: "belong to \(clients == 1 ? "one client" : "a few clients") of the library")
      for index in sightings.indices {
        // That there is one for each client is what the pattern would tell.
        sightings[index].strength *= 0.3
        sightings[index].title = "goroutines of one library client that pile up"
        sightings[index].cause = """
          A client starts one for each subscription, session or watch that it gives out, and these \
          are probably never closed: the calls that asked for them have returned.
          """
        sightings[index].fix = """
          Keep what the client returned and end it (Unsubscribe, Close, Cancel) when its user is \
          done, for example with `defer`; or ask for it once, at program start, and share it.
          """
      }
    }
    let link = context.documentation(of: most[0])
    for index in sightings.indices { sightings[index].help = link }
    return sightings
  }

  /// gRPC client connections; a balancer's watcher without a connection belongs to one that was closed,
  /// or never used.
  static let grpcConnections = Analysis("grpc-connections") { candidates in
    let context = candidates.context
    let connections = context.count(with: [
      "google.golang.org/grpc/internal/transport.(*http2Client).reader"
    ])
    let watchers = context.count(with: ["google.golang.org/grpc.(*ccBalancerWrapper).watcher"])
    let dialling = context.count(with: ["google.golang.org/grpc.(*addrConn).resetTransport"])
    let known = Evidence.number(connections, "connection")
    var reason = "\(known) to servers"
    var strength = 0.0
    if watchers >= 20, watchers >= max(connections, dialling) * 2 {
      reason = "\(Evidence.number(watchers)) balancer watchers for \(known)"
      strength = PlaceFacts.unit(Double(watchers) / 100)
    }
    return candidates.together(
      doing: "belong to gRPC client connections", reasons: [reason], atLeast: strength)
  }

  /// Server handlers that read from streams of more connections than there are: one carries up to some
  /// hundred.
  static let grpcServerStreams = Analysis("grpc-server-streams") { candidates in
    let connections = candidates.context.count(with: [
      "google.golang.org/grpc/internal/transport.(*http2Server).HandleStreams"
    ])
    guard candidates.count > connections * 250 else { return [] }
    return candidates.together(
      doing: "read from server streams",
      reasons: ["\(Evidence.number(connections, "connection")) could carry them"])
  }

  /// Client streams of gRPC that nobody reads.
  static let grpcClientStreams = Analysis("grpc-client-streams") { candidates in
    candidates.withoutPeer(
      [
        "google.golang.org/grpc.(*clientStream).RecvMsg",
        "google.golang.org/grpc.(*csAttempt).recvMsg",
        "google.golang.org/grpc.(*addrConnStream).RecvMsg",
      ], doing: "keep a client stream open"
    ) { reading($0, "one") }
  }
}

extension Candidates {
  /// All candidates as one: several stacks of one client or connection. What counts is the largest
  /// number in one place, since each client has one of each kind.
  func together(
    doing what: String, reasons: [String] = [], atLeast least: Double = 0
  ) -> [Sighting] {
    guard !groups.isEmpty else { return [] }
    let most = places().lazy.map(context.count(of:)).max() ?? 0
    let siblings = context.siblings(of: groups, asManyAs: most)
    // In a count profile, one client for each of many servers looks the same; a hundred times as many as
    // are too many are no such clients.
    let tooMany = Double(max(1, signature.thresholds.warning))
    let share =
      context.agesAreKnown
      ? 1 : max(0.4, PlaceFacts.logarithm(most, from: tooMany, to: 100 * tooMany))
    return [
      Sighting(
        groups: groups + siblings, lead: groups, judgesEach: true,
        strength: max(least, measure(groups, count: most) * share),
        doing: what, reasons: reasons)
    ]
  }
}

extension Candidates {
  /// The same with other groups.
  fileprivate func with(_ groups: [Int]) -> Candidates {
    Candidates(context: context, signature: signature, groups: groups)
  }

  /// How many clients have the goroutines of a place: as many as there are objects that their functions
  /// work on, or loops of another kind that each client has once; nil where neither is told.
  fileprivate func clients(of place: [Int]) -> Int? {
    let function = context.analysis.groups[place[0]].site?.function
    let module = context.module(of: place[0])
    var loops: [UInt32: Int] = [:]
    for group in groups where context.module(of: group) == module {
      guard let other = context.analysis.groups[group].site?.function, other != function else {
        continue
      }
      loops[other, default: 0] += context.analysis.groups[group].count
    }
    var objects: Set<UInt64> = []
    var asked = 0
    for group in place {
      let frames = context.analysis.frames(of: context.analysis.groups[group])
      guard let depth = frames.firstIndex(where: { $0.function == function }) else { continue }
      for detail in context.arguments.details(ofGroup: group, context.analysis) {
        guard let receiver = detail.receiver(at: depth) else { continue }
        asked += 1
        objects.insert(receiver)
      }
    }
    // Of many goroutines some are asked: where most have an object of their own, so have the others.
    let isOwn = objects.count * 2 > asked
    let known = asked == 0 ? nil : isOwn ? context.count(of: place) : objects.count
    return [loops.values.max(), known].compactMap { $0 }.max()
  }
}

extension AnalysisContext {
  /// The page of the module that a group is parked in.
  fileprivate func documentation(of group: Int) -> String? {
    guard let site = analysis.groups[group].site else { return nil }
    // The last part of a path can have dots, which a function's name prints as `%2e`.
    let function = analysis.dump.symbols.function(of: site)
    let start = function.lastIndex(of: "/") ?? function.startIndex
    guard isModule(site), let dot = function[start...].firstIndex(of: "."), start < dot else {
      return nil
    }
    let path = function[..<dot].replacing("%2e", with: ".")
    let own = path.firstRange(of: "/vendor/").map { path[$0.upperBound...] } ?? path[...]
    return own.contains(".") ? "https://pkg.go.dev/\(own)" : nil
  }

  /// Groups that are parked in the same modules as some others, in about so many goroutines at a place,
  /// or started by those: what each client of a library has started beside them.
  func siblings(of groups: [Int], asManyAs count: Int) -> [Int] {
    guard count >= 3, let site = analysis.groups[groups[0]].site else { return [] }
    guard !analysis.functions[Int(site.function)].isStandardLibrary else { return [] }
    var members = GroupSet(of: analysis.groups.count)
    members.formUnion(groups)
    let packages = packagesByModule.value {
      Dictionary(grouping: analysis.census.packages.indices) {
        ModuleFiles.module(of: analysis.census.packages[$0])
      }
    }
    let modules = Set(
      groups.compactMap { group -> String? in
        guard let site = analysis.groups[group].site, !analysis.isLibrary(site) else { return nil }
        return module(of: group)
      }
    ).sorted()
    let akin = modules.flatMap { packages[$0] ?? [] }.flatMap { groupsBySitePackage[$0] }.filter {
      !members.contains($0) && !expected.contains($0) && isAllLibrary($0)
    }
    // Asked for large places alone.
    lazy var own = ids(of: groups)
    return byPlace(akin, ofAtLeast: (count + 1) / 2)
      .filter { self.count(of: $0) <= count * 2 || areMostlyStarted($0, by: own) }
      .flatMap { $0 }
  }

  private func ids(of groups: [Int]) -> IDSet {
    var ids = IDSet(newest: analysis.ids.largest)
    for group in groups {
      for row in analysis.rows(of: analysis.groups[group]) {
        ids.insert(analysis.dump.goroutines[Int(row)].id)
      }
    }
    return ids
  }

  /// Whether goroutines with these ids have started most of a place's.
  private func areMostlyStarted(_ place: [Int], by ids: IDSet) -> Bool {
    var asked = 0
    var known = 0
    analysis.forEachSampled(place) { record in
      asked += 1
      if ids.contains(record.creator) { known += 1 }
    }
    return known * 2 > asked
  }
}
