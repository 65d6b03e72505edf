#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// Ctrl-C, or a polite end from elsewhere: what runs is killed, and the temporary folder removed.
struct Interruption: Error {
  private static let wasAsked = Atomic<Bool>(false)

  /// Whether the end was asked for.
  static var happened: Bool { wasAsked.load(ordering: .relaxed) }

  /// Begins to listen.
  static func listen() {
    // Initialised here, since a signal handler must not be the first to touch it.
    wasAsked.store(false, ordering: .relaxed)
    var action = sigaction()
    let handler: @convention(c) (Int32) -> Void = { _ in
      Interruption.wasAsked.store(true, ordering: .relaxed)
    }
    // One member of the union is set; the handler does nothing but store to a lock-free atomic.
    #if canImport(Glibc)
      unsafe action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
      unsafe action.__sa_handler.sa_handler = handler
    #else
      unsafe action.__sigaction_u.__sa_handler = handler
    #endif
    // Without SA_RESTART the wait for a command returns.
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // Both pointers are good for the call; the old action is not asked for.
      _ = unsafe sigaction(number, &action, nil)
    }
  }
}
