import Synchronization

/// What lives as long as the process.
enum ProcessLifetime {
  private static let kept = Mutex<[any Sendable]>([])

  /// Keeps a value to the end of the process, which takes all of its memory back at once: freeing a
  /// hundred thousand stacks one by one takes a twentieth of the time of reading them.
  static func keep(_ value: some Sendable) { kept.withLock { $0.append(value) } }
}
