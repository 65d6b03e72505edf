#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is done when a signal comes.
public enum SignalHandler {
  /// Calls `handler`, which must do nothing but store to lock-free atomics, at each of some signals.
  ///
  /// Calls that wait return, without SA_RESTART.
  ///
  /// - Parameter once: the second signal does what it does without a handler.
  public static func install(
    for signals: [Int32], once: Bool = false, _ handler: @escaping @convention(c) (Int32) -> Void
  ) {
    var action = sigaction()
    // One member of the union is set, to a function that lives as long as the program.
    #if canImport(Glibc)
      unsafe action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
      unsafe action.__sa_handler.sa_handler = handler
    #else
      unsafe action.__sigaction_u.__sa_handler = handler
    #endif
    if once { action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND) }
    // Both pointers are good for the call; the old action is not asked for.
    for signal in signals { _ = unsafe sigaction(signal, &action, nil) }
  }
}
