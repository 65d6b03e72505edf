import GoroutineDump

/// One place in its dump, measured: the numbers that the indicators answer from.
///
/// Shares are from 0 to 1. What a format does not tell is nil, or 0 where that says the same.
struct PlaceFacts: Sendable {
  let place: ParkedPlace
  /// How many goroutines.
  var count: Int { place.count }
  var kind: WaitKind { place.kind }
  /// How many of the dump's goroutines they are.
  let share: Double
  /// How many other goroutines the dump has.
  let others: Int
  /// The longest wait of the dump, in minutes.
  let longest: Int
  /// Their waits; nil where the dump tells none.
  let wait: WaitSummary?
  /// Whether the dump lists goroutines one by one.
  let isListed: Bool
  /// Where their ids stand; nil where there are none.
  let arrival: Arrival?
  /// How their waits lie among each other; nil where too few are told.
  let ages: Ages?
  /// Who started them.
  let creators: CreatorFacts
  /// What else is in the dump.
  let company: Company
  /// What their names tell.
  let names: NameFacts
  /// Whether the dump shows all of the program: only then does absence say anything.
  let isWhole: Bool
  /// The share of them that work on the one object that most do; nil where few print an address.
  let oneObject: Double?
  /// How far the pattern of the signature that they are judged by is met, from 0 to 1.
  var known = 0.0
  /// Minutes from which their wait counts in full.
  var fullWait = 10.0
  /// How many goroutines a sentence speaks of, where those are more than the place's: a finding's.
  var spokenOf: Int?
  /// Whether a sentence speaks of one goroutine.
  var isOne: Bool { (spokenOf ?? count) == 1 }
  /// Whether a sentence speaks of more goroutines than were measured: those may have waited for longer.
  var isPart: Bool { (spokenOf ?? count) > count }

  init(_ place: ParkedPlace, _ context: AnalysisContext, _ dump: DumpFacts) {
    let analysis = context.analysis
    self.place = place
    let total = max(analysis.goroutineCount, 1)
    share = Double(place.count) / Double(total)
    others = analysis.shownCount - place.count
    longest = analysis.longestWait
    wait = analysis.wait(of: place.groups)
    isListed = !analysis.dump.goroutines.isEmpty
    var sample: [GoroutineRecord] = []
    analysis.forEachSampled(place.groups) { sample.append($0) }
    sample.sort { $0.id < $1.id }
    let step = analysis.stride(of: place.count)
    arrival = Arrival(sample, step: step, dump)
    ages = Ages(sample, dump)
    creators = CreatorFacts(sample, place, context, dump)
    company = Company(sample, place, context, dump)
    names = NameFacts(place, context)
    isWhole = context.showsWholeProgram
    var addresses: [UInt64: Int] = [:]
    for record in sample where record.address > 0 { addresses[record.address, default: 0] += 1 }
    let known = addresses.values.reduce(0, +)
    oneObject =
      known * 2 > sample.count
      ? Double(addresses.values.max() ?? 0) / Double(sample.count) : nil
  }

  /// `x` cut to 0…1: what grades answers.
  static func unit(_ x: Double) -> Double { x.isNaN ? 0 : min(max(x, 0), 1) }

  /// The logarithm of a count, graded from 0 at one number to 1 at another.
  static func logarithm(_ count: Int, from low: Double, to high: Double) -> Double {
    unit(Double.logarithm(Double(max(count, 1)) / low) / Double.logarithm(high / low))
  }

  /// Whether minutes of waiting are a fault by themselves: nothing is idle in such a wait, or a request
  /// is held up by it.
  var isPressing: Bool { kind.isHard || company.isHandling }

  /// How far their wait is too long for such a wait, from 0 to 1. Requests whose clients are still there
  /// may be streams and long polls.
  var stuck: Double {
    guard isPressing else { return 0 }
    let streams = kind.isHard ? 0 : 0.5 * watched
    return Self.unit(medianWait / fullWait) * (1 - streams)
  }

  /// Of handlers of requests, the share whose clients are known to be connected.
  var watched: Double { max(company.watched ?? 0, creators.connected) }

  /// How much their company explains: less where a signature knows such goroutines for what they are.
  var innocence: Double { 1 - 0.7 * known }

  /// How much it explains when they came: who is stuck for minutes is not excused by that, and of a few
  /// the place among all ids is chance.
  var excuse: Double { (1 - 0.7 * stuck) * Self.unit((Double(count) - 1) / 9) }

  /// How near a library's goroutines come to being as many as those of the program's own code, or as
  /// requests.
  var served: Double {
    names.isAllLibrary ? max(company.programEquals, Self.unit((company.handlers - 0.7) / 0.2)) : 0
  }

  /// How much of what speaks for a leak their company leaves open. As many others that live halve it:
  /// there is one for each connection, session or input, and comes and stays with that. A connection of
  /// a server that something wakes lives itself.
  var unpaired: Double {
    var share = Self.graded([1, 0.5, 0.25], company.workingEquals)
    share *= 1 - company.serverEquals * (1 - 0.5 * (1 - (ages?.woken ?? 0)))
    if known < 1 { share *= 1 - 0.5 * served }
    return share
  }

  /// How much their arrival says of a leak: less where they are paired, where they work on one object,
  /// as a pool does, and where they probably leave as they came.
  var unexplained: Double { unpaired * (1 - 0.5 * oneIdleObject) * (1 - 0.75 * inFlight) }

  /// How much their number says of a leak: less where as many others live.
  var unmatched: Double {
    Self.graded([1, 0.75, 0.5625], company.workingEquals) * (1 - 0.25 * company.serverEquals)
  }

  /// The value for a number that lies between the whole ones from 0 on.
  static func graded(_ values: [Double], _ number: Double) -> Double {
    let low = min(max(Int(number), 0), values.count - 2)
    return values[low] + (values[low + 1] - values[low]) * unit(number - Double(low))
  }

  /// How far they work on one object, graded from one half of them.
  var atOneObject: Double { Self.unit(((oneObject ?? 0) - 0.5) / 0.5) }

  /// The same, in a wait in which workers are idle.
  var oneIdleObject: Double { kind.isIdleByNature ? atOneObject * (1 - known) : 0 }

  /// How far all of them are young.
  var inFlight: Double {
    let first = arrival?.first ?? 0
    // Who sleeps wakes by itself: only a sleeper from the program's start shows that it stays.
    let share = kind == .sleep ? (first - 0.05) / 0.25 : (first - 0.15) / 0.5
    return max(Self.unit(share), turnover) * excuse * innocence
  }

  /// How far none of them is nearly as old as the program, of one that has run for an hour: graded from
  /// a fifth of the dump's longest wait down to a twentieth.
  var turnover: Double {
    guard let wait, wait.max > 0, longest >= 60 else { return 0 }
    return Self.unit((0.2 - Double(wait.max) / Double(longest)) / 0.15)
  }

  /// The median wait in minutes; 0 where it is under a minute or not told.
  var medianWait: Double { Double(wait?.median ?? 0) }

  /// Which share are within a tenth (or a minute) of the median, graded from one half, where they are
  /// among the oldest of the dump: they were parked at one moment.
  var oneAge: Double {
    guard let ages, let wait, wait.max >= 3, Double(wait.max) >= Double(longest) / 2 else {
      return 0
    }
    return Self.unit((ages.nearMedian - 0.5) / 0.5)
  }

  /// By how much they run ahead of an even arrival, see ``Arrival/ahead``.
  var ahead: Double { arrival?.ahead ?? 0 }

  /// How far most of them came early, as a pool of connections is dialled.
  var early: Double { Self.unit((ahead - 0.12) / 0.2) * excuse }

  /// How far they were made at one moment, by their ids.
  var madeAtOnce: Double {
    guard let arrival else { return 0 }
    return max(
      Self.unit((arrival.neighbours - 0.5) / 0.45), Self.unit((arrival.density - 0.75) / 0.2))
  }
}

/// Where the ids of some goroutines stand among all that were ever given out.
struct Arrival: Sendable {
  /// The oldest and the newest of them, from 0 (the program's start) to 1 (now).
  let first: Double
  let last: Double
  /// How much of all ids lies between the two.
  let width: Double
  /// The Kolmogorov distance of their ids from an even arrival: from the oldest of them to the newest
  /// id of all, and from the program's start.
  let unevenness: Double
  let unevennessFromStart: Double
  /// The most by which they run ahead of an even arrival: they came early, and then fewer.
  let ahead: Double
  /// Ten times the share of them in the newest tenth since the oldest of them came, at most 1.
  let newestTenth: Double
  /// The share of neighbours with ids at most two apart.
  let neighbours: Double
  /// The share of all goroutines started between the oldest and the newest of them that still live.
  let density: Double

  init?(_ sorted: [GoroutineRecord], step: Int, _ dump: DumpFacts) {
    guard let oldest = sorted.first?.id, let newest = sorted.last?.id, oldest > 0, dump.newest > 0
    else { return nil }
    let all = Double(dump.newest)
    let count = Double(sorted.count)
    first = Double(oldest) / all
    last = Double(newest) / all
    width = Double(newest - oldest + 1) / all
    let span = max(1, all - Double(oldest))
    var (above, below, fromStart) = (0.0, 0.0, 0.0)
    var young = 0
    var near = 0
    for (position, record) in sorted.enumerated() {
      let own = (Double(record.id) - Double(oldest)) / span
      let whole = Double(record.id) / all
      let (low, high) = (Double(position) / count, Double(position + 1) / count)
      above = max(above, high - own)
      below = max(below, own - low)
      fromStart = max(fromStart, high - whole, whole - low)
      if own > 0.9 { young += 1 }
      if position > 0, record.id - sorted[position - 1].id <= UInt64(2 * step) { near += 1 }
    }
    ahead = above
    unevenness = max(above, below)
    unevennessFromStart = fromStart
    newestTenth = min(1, Double(young) / count * 10)
    neighbours = count > 1 ? Double(near) / (count - 1) : 0
    density = dump.timeline.density(from: oldest, to: newest)
  }
}

/// How the waits of some goroutines lie among each other.
struct Ages: Sendable {
  /// The Kolmogorov distance of the waits from a ramp, 0 to the oldest; nil where that is under three
  /// minutes.
  let unramped: Double?
  /// How far older goroutines wait longer: Spearman's rank correlation of ids and waits, reversed; nil
  /// of fewer than ten, or where all wait alike.
  let staying: Double?
  /// Of those after which somebody parked for two minutes or more, the share that wait for less than
  /// half of that: something woke them since. Where nobody who came later has waited, and none of them
  /// has, the share that are probably old, see ``IDTimeline/probableAge(of:)``. nil where three are too
  /// few.
  let woken: Double?
  /// The share that wait within a tenth, or a minute, of the median.
  let nearMedian: Double

  init?(_ sorted: [GoroutineRecord], _ dump: DumpFacts) {
    guard !sorted.isEmpty else { return nil }
    let minutes = sorted.map { $0.waitMinutes ?? 0 }
    let byLength = minutes.sorted()
    let longest = byLength.last ?? 0
    let middle = Double(byLength[byLength.count / 2] + byLength[(byLength.count - 1) / 2]) / 2
    nearMedian =
      Double(minutes.count { abs(Double($0) - middle) <= max(1, middle / 10) })
      / Double(minutes.count)
    unramped = longest >= 3 ? Self.distanceFromRamp(byLength) : nil
    staying =
      minutes.count >= 10 && longest >= 2
      ? Self.correlation(Self.thinned(minutes)).map { -$0 } : nil
    var asked = 0
    var woken = 0
    var probably = 0
    for (record, wait) in zip(sorted, minutes) {
      let later = dump.timeline.longestWait(after: record.id)
      if later >= 2 {
        asked += 1
        if Double(wait) < Double(later) / 2 { woken += 1 }
      } else if wait == 0, dump.timeline.probableAge(of: record.id) >= 5 {
        probably += 1
      }
    }
    self.woken =
      asked >= 3
      ? Double(woken) / Double(asked)
      : longest == 0 && probably * 2 > minutes.count
        ? 0.7 * Double(probably) / Double(minutes.count) : nil
  }

  private static func distanceFromRamp(_ sorted: [Int]) -> Double {
    let longest = Double((sorted.last ?? 0) + 1)
    let count = Double(sorted.count)
    var most = 0.0
    for (position, wait) in sorted.enumerated() {
      let place = (Double(wait) + 0.5) / longest
      most = max(most, Double(position + 1) / count - place, place - Double(position) / count)
    }
    return most
  }

  /// Some 150 of them, evenly chosen: enough for a correlation.
  private static func thinned(_ values: [Int]) -> [Int] {
    stride(from: 0, to: values.count, by: max(1, values.count / 150)).map { values[$0] }
  }

  /// Spearman's correlation of some values with their order; nil where all are equal.
  private static func correlation(_ values: [Int]) -> Double? {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 }
      start = end + 1
    }
    let mean = Double(values.count - 1) / 2
    var (both, first, second) = (0.0, 0.0, 0.0)
    for (index, rank) in ranks.enumerated() {
      both += (Double(index) - mean) * (rank - mean)
      first += (Double(index) - mean) * (Double(index) - mean)
      second += (rank - mean) * (rank - mean)
    }
    return second > 0 ? both / (first * second).squareRoot() : nil
  }
}
