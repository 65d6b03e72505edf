/// What makes a note of a fleet a finding that ranks: it is new, or grew, since the day before, by more
/// than the load of its service.
///
/// One dump that holds a hundred goroutines of a kind that is often harmless earns a note. A pool is as
/// large today as yesterday; a leak is not.
struct NoteGrowth {
  /// Notes that are less probable do not rank.
  static let leastProbability = 0.3
  /// In fewer instances it may be a burst.
  static let leastInstances = 2
  /// So many places of other services must show the same signature to tell what is usual.
  static let leastAlike = 3

  /// Functions that start a goroutine for each connection or request: these are the load itself.
  private static let servers = [
    "net/http.(*Server).", "net/http.(*http2serverConn).", "golang.org/x/net/http2.(*serverConn).",
    "google.golang.org/grpc.(*Server).",
  ]

  /// Whether the function that started a goroutine says that it serves a connection or a request.
  static func isServer(_ creator: String) -> Bool { servers.contains { creator.hasPrefix($0) } }

  /// Goroutines of the noted place in complete captures of the day.
  var count: Int
  /// The goroutines with their fingerprints in complete captures of the day before.
  var countBefore: Int
  /// What the service's complete captures hold.
  var load: FleetSides.Load
  /// Whether one of them serves a connection or a request.
  var isServing: Bool
  /// How many instances have it.
  var hitInstances: Int
  /// Whether none of these goroutines was in a map of the day before.
  var isNew: Bool
  /// The highest probability of the notes.
  var probability: Double

  /// Whether it is likely enough, and there are complete captures of both days.
  var isComparable: Bool {
    probability >= Self.leastProbability && load.captures > 0 && load.capturesBefore > 0
  }

  /// Whether an instance has a quarter more of them than on the day before, on the average.
  var hasGrown: Bool {
    count > 0
      && 4 * Double(count) * Double(load.capturesBefore)
        >= 5 * Double(countBefore) * Double(load.captures)
  }

  /// Whether they have grown a quarter more than the other goroutines of the service have.
  ///
  /// Written without a division: a service may have no others.
  private var hasOutgrownLoad: Bool {
    4 * Double(count) * Double(load.goroutinesBefore - countBefore)
      >= 5 * Double(countBefore) * Double(load.goroutines - count)
  }

  /// Notes that can be compared, and those of them that have grown.
  struct Tally {
    var notes = 0
    var grown = 0

    mutating func add(_ growth: NoteGrowth) {
      notes += 1
      if growth.hasGrown { grown += 1 }
    }

    func without(_ part: Tally) -> Tally {
      Tally(notes: notes - part.notes, grown: grown - part.grown)
    }
  }

  /// Whether the note ranks.
  ///
  /// - Parameter others: notes of the same signature in other services.
  func isLeak(others: Tally) -> Bool {
    // What grew in most services is the load of all; what is new in most may be a release.
    isComparable && hasGrown && hasOutgrownLoad && !isServing
      && hitInstances >= Self.leastInstances
      && (isNew || others.notes < Self.leastAlike || 2 * others.grown <= others.notes)
  }

  /// By how many goroutines an instance has more than on the day before, on the average.
  var perInstance: Double {
    Double(count) / Double(load.captures) - Double(countBefore) / Double(load.capturesBefore)
  }
}
