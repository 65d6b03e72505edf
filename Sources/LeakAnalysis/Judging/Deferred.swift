import Synchronization

/// A value that is worked out when it is first asked for: most dumps never need it.
final class Deferred<Value: Sendable>: Sendable {
  private let known = Mutex<Value?>(nil)

  /// The value, where it has been made.
  var made: Value? { known.withLock { $0 } }

  /// The value, made where there is none yet.
  func value(_ make: () -> Value) -> Value {
    if let value = known.withLock({ $0 }) { return value }
    // Made outside the lock: what makes it may ask for another value.
    let value = make()
    known.withLock { $0 = value }
    return value
  }
}
