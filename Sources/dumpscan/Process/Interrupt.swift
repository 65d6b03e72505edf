#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import GoroutineDump
import Synchronization

/// What Ctrl-C does: the first ends the reading and what was read is reported, the second kills.
enum Interrupt {
  private static let wasPressed = Atomic<Bool>(false)

  /// Whether Ctrl-C was pressed.
  static var happened: Bool { wasPressed.load(ordering: .relaxed) }

  /// Begins to listen.
  static func listen() {
    // Initialised here, since a signal handler must not be the first to touch it.
    wasPressed.store(DumpReader.isInterrupted, ordering: .relaxed)
    var action = sigaction()
    let handler: @convention(c) (Int32) -> Void = { _ in
      Interrupt.wasPressed.store(true, ordering: .relaxed)
      DumpReader.interrupt()
    }
    // One member of the union is set; the handler does nothing but store to lock-free atomics.
    #if canImport(Glibc)
      unsafe action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
      unsafe action.__sa_handler.sa_handler = handler
    #else
      unsafe action.__sigaction_u.__sa_handler = handler
    #endif
    // Without SA_RESTART a blocked read returns; with SA_RESETHAND the next signal kills.
    action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND)
    // Both pointers are good for the call; the old action is not asked for.
    _ = unsafe sigaction(SIGINT, &action, nil)
  }

  /// Lets a write to a closed pipe fail, instead of ending the program.
  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }
}
