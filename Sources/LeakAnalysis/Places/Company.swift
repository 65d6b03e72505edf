import GoroutineDump

/// What else a dump holds that may be the other end of a place's goroutines. Ratios are of the place's
/// own number, at most 1.
struct Company: Sendable {
  /// Goroutines elsewhere that read from the network.
  let readers: Double
  /// Goroutines elsewhere that handle requests.
  let handlers: Double
  /// Goroutines that watch the connections of requests for net/http.
  let watchers: Double
  /// Goroutines elsewhere that are at work in the site's package, and whether there is any.
  let busy: Double
  let isAnyBusy: Bool
  /// All other goroutines, those of places of about as many left out.
  let rest: Double
  /// Whether they handle requests in the program's own code.
  let isHandling: Bool
  /// Of handlers of net/http, which has connections watched, the share whose connection somebody
  /// watches or reads; nil of others.
  let watched: Double?
  /// How near a place with the program's own code comes to as many goroutines, see ``DumpFacts``.
  let programEquals: Double
  /// Of those whose arguments are kept, the share that have an address which a goroutine at work
  /// elsewhere has too, and which few of the place have.
  let peers: Double
  /// The same, of goroutines elsewhere in the program's own code, at work or not: they have what this
  /// one works on in hand.
  let held: Double
  /// In how many other packages a place has about as many goroutines that are at work or handle
  /// requests, one for each: each as far as its number is near; two stand for more.
  let workingEquals: Double
  /// How near a server comes to having started as many goroutines, one for each of its connections.
  let serverEquals: Double
  /// Whether a goroutine at work elsewhere has the one address that all of the place have.
  let isHubActive: Bool
  /// Whether a goroutine elsewhere is at work in a method of the type whose method they are in.
  let isTypeBusy: Bool
  /// How many places have about as many goroutines.
  let equals: Double

  init(
    _ sample: [GoroutineRecord], _ place: ParkedPlace, _ context: AnalysisContext, _ dump: DumpFacts
  ) {
    let analysis = context.analysis
    let count = Double(max(place.count, 1))
    func ratio(_ number: Int) -> Double { PlaceFacts.unit(Double(number) / count) }
    readers = ratio(dump.readers - (place.kind == .read ? place.count : 0))
    let isHandling = place.groups.first.map(dump.handling.contains) ?? false
    self.isHandling = isHandling
    handlers = ratio(dump.handlers - (isHandling ? place.count : 0))
    watchers = ratio(dump.watchers)
    let package = Int(analysis.census.traits[Int(place.site.function)].package)
    let own = place.groups.reduce(0) {
      dump.isBusy.contains($1) ? $0 + analysis.groups[$1].count : $0
    }
    let others = max(0, dump.busy[package] - own)
    busy = ratio(others)
    isAnyBusy = others > 0
    isTypeBusy = place.kind == .send && Self.isTypeBusy(place, context, dump)
    let equal = dump.goroutinesOfEqualPlaces(place.count)
    equals = min(4, Double(equal) / count)
    rest = ratio(analysis.shownCount - place.count - equal)
    serverEquals = isHandling ? 0 : dump.placeOfServer(asLargeAs: place.count)
    programEquals = dump.placeOfProgram(asLargeAs: place.count)
    if !isHandling || !context.isHandlerOfHTTP(place.groups[0]) {
      watched = nil
    } else if dump.namesCreators {
      watched =
        Double(sample.count { dump.readerCreators.contains($0.id) }) / Double(max(1, sample.count))
    } else {
      watched = watchers
    }
    (peers, held, isHubActive) = Self.peers(place, context, dump)
    workingEquals = dump.packagesAtWork(asLargeAs: place.count, outside: UInt32(package))
  }

  private static func isTypeBusy(
    _ place: ParkedPlace, _ context: AnalysisContext, _ dump: DumpFacts
  ) -> Bool {
    let owner = context.names.owner(of: place.site.function)
    guard owner.isReceiver, let busy = dump.busyTypes(context)[owner] else { return false }
    return busy.contains { !place.groups.contains($0) }
  }

  /// Who at work elsewhere has the same addresses.
  private static func peers(
    _ place: ParkedPlace, _ context: AnalysisContext, _ dump: DumpFacts
  ) -> (peers: Double, held: Double, isHubActive: Bool) {
    let details = place.groups.flatMap { context.arguments.details(ofGroup: $0, context.analysis) }
    guard !details.isEmpty else { return (0, 0, false) }
    let owned = details.map { detail in
      var addresses: Set<UInt64> = []
      for arguments in detail.frames {
        for argument in arguments where !argument.isUncertain && argument.value >= 1 << 32 {
          addresses.insert(argument.value)
        }
      }
      return addresses
    }
    var counts: [UInt64: Int] = [:]
    for addresses in owned { for address in addresses { counts[address, default: 0] += 1 } }
    let carriers = context.arguments.carriers(context)
    let groups = Set(place.groups)
    var known: [UInt64: (isActive: Bool, isOwn: Bool)] = [:]
    func elsewhere(_ address: UInt64) -> (isActive: Bool, isOwn: Bool) {
      if let answer = known[address] { return answer }
      var answer = (isActive: false, isOwn: false)
      for row in carriers[address] ?? [] {
        guard let group = context.group(of: row), !groups.contains(group) else { continue }
        if context.kinds[group].isActive || dump.handling.contains(group) { answer.isActive = true }
        if !context.isAllLibrary(group) { answer.isOwn = true }
      }
      known[address] = answer
      return answer
    }
    let few = max(2, Double(details.count) / 10)
    let served = owned.count { addresses in
      addresses.contains { Double(counts[$0] ?? 0) <= few && elsewhere($0).isActive }
    }
    let held = owned.count { addresses in
      addresses.contains { Double(counts[$0] ?? 0) <= few && elsewhere($0).isOwn }
    }
    let shared = counts.contains { address, number in
      number * 10 >= details.count * 9 && details.count >= 2 && elsewhere(address).isActive
    }
    return (Double(served) / Double(details.count), Double(held) / Double(details.count), shared)
  }
}
