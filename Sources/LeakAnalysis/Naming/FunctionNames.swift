import Synchronization

/// The names of a dump's functions, each taken apart once and only where somebody asks.
final class FunctionNames: Sendable {
  private let known = Mutex<[UInt32: FunctionName]>([:])

  /// The name of a function with a number, whose spelling is asked for where it is not known.
  func name(of function: UInt32, _ spelling: () -> String) -> FunctionName {
    if let name = known.withLock({ $0[function] }) { return name }
    let name = FunctionName(spelling())
    known.withLock { $0[function] = name }
    return name
  }
}
