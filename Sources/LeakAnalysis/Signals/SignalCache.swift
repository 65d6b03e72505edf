import Synchronization

/// The signals that were measured already: several signatures ask for the same places, and a place
/// can hold a million goroutines.
final class SignalCache: Sendable {
  private let known = Mutex<[[Int]: Signals]>([:])

  /// The signals of some groups, measured where they are not known.
  func signals(of groups: [Int], _ measure: () -> Signals) -> Signals {
    if let signals = known.withLock({ $0[groups] }) { return signals }
    let signals = measure()
    known.withLock { $0[groups] = signals }
    return signals
  }
}
