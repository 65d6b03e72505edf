import Synchronization

/// How far a reading has come: counted by the threads that read, asked for by any other, which may
/// also end it.
public final class ReadingProgress: Sendable {
  private let byteCount = Atomic<Int>(0)
  private let goroutineCount = Atomic<Int>(0)
  private let knownSize = Atomic<Int>(0)
  private let wasCancelled = Atomic<Bool>(false)

  /// Nothing read yet.
  public init() {}

  /// Bytes of text that were read so far, unpacked.
  public var bytes: Int { byteCount.load(ordering: .relaxed) }
  /// Goroutines that were found in them.
  public var goroutines: Int { goroutineCount.load(ordering: .relaxed) }
  /// Bytes of the whole text; nil where nobody knows before its end: of a pipe, or a packed file.
  public var size: Int? {
    let size = knownSize.load(ordering: .relaxed)
    return size > 0 ? size : nil
  }

  /// Ends the reading, as if the end of the input had been reached: whoever asked for it knows that what
  /// it returns, or the error it throws, tells nothing.
  public func cancel() { wasCancelled.store(true, ordering: .relaxed) }

  /// Whether ``cancel()`` was called.
  public var isCancelled: Bool { wasCancelled.load(ordering: .relaxed) }

  func expect(_ size: Int?) { knownSize.store(size ?? 0, ordering: .relaxed) }

  func add(bytes: Int, goroutines: Int) {
    byteCount.add(bytes, ordering: .relaxed)
    goroutineCount.add(goroutines, ordering: .relaxed)
  }
}
