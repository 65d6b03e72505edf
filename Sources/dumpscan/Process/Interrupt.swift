#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import GoroutineDump
import Synchronization
import SystemCalls

/// What Ctrl-C does: the first ends the reading and what was read is reported, the second kills.
enum Interrupt {
  private static let wasPressed = Atomic<Bool>(false)

  /// Whether Ctrl-C was pressed.
  static var happened: Bool { wasPressed.load(ordering: .relaxed) }

  /// Begins to listen.
  static func listen() {
    // Initialised here, since a signal handler must not be the first to touch it.
    wasPressed.store(DumpReader.isInterrupted, ordering: .relaxed)
    SignalHandler.install(for: [SIGINT], once: true) { _ in
      Interrupt.wasPressed.store(true, ordering: .relaxed)
      DumpReader.interrupt()
    }
  }

  /// Lets a write to a closed pipe fail, instead of ending the program.
  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }
}
