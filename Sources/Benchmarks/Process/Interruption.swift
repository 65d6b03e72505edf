#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization
import SystemCalls

/// Ctrl-C, or a polite end from elsewhere: what runs is killed, and the temporary folder removed.
struct Interruption: Error {
  private static let wasAsked = Atomic<Bool>(false)

  /// Whether the end was asked for.
  static var happened: Bool { wasAsked.load(ordering: .relaxed) }

  /// Begins to listen.
  static func listen() {
    // Initialised here, since a signal handler must not be the first to touch it.
    wasAsked.store(false, ordering: .relaxed)
    SignalHandler.install(for: [SIGINT, SIGTERM, SIGHUP]) { _ in
      Interruption.wasAsked.store(true, ordering: .relaxed)
    }
  }
}
