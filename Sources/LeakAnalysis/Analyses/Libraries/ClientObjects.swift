import GoroutineDump

extension Analysis {
  /// Loops that each client of a library has once: all stacks of one client are one finding, judged by
  /// the place with the most of them, and with what else the library has in as many goroutines.
  static let clientObjects = Analysis("client-objects") { candidates in
    candidates.together(doing: "belong to clients of the library")
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
    return [
      Sighting(
        groups: groups + siblings, lead: groups, judgesEach: true,
        // In a count profile, one client for each of many servers looks the same.
        strength: max(least, measure(groups, count: most) * (context.agesAreKnown ? 1 : 0.4)),
        doing: what, reasons: reasons)
    ]
  }
}

extension AnalysisContext {
  /// Groups that are parked in the same module as the first of some others, in about so many
  /// goroutines at a place: what each client of a library has started beside them.
  func siblings(of groups: [Int], asManyAs count: Int) -> [Int] {
    guard count >= 3, let site = analysis.groups[groups[0]].site else { return [] }
    guard !analysis.functions[Int(site.function)].isStandardLibrary else { return [] }
    var members = GroupSet(of: analysis.groups.count)
    members.formUnion(groups)
    let packages = packagesByModule.value {
      Dictionary(grouping: analysis.census.packages.indices) {
        Self.module(of: analysis.census.packages[$0])
      }
    }
    let akin = (packages[module(of: groups[0])] ?? []).flatMap { groupsBySitePackage[$0] }.filter {
      !members.contains($0) && !expected.contains($0) && isAllLibrary($0)
    }
    return byPlace(akin, ofAtLeast: (count + 1) / 2)
      .filter { self.count(of: $0) <= count * 2 }.flatMap { $0 }
  }
}
