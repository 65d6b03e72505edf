import Dispatch
import Synchronization

/// The calls that take long: one after the other, off the thread that reads, so that they can be
/// cancelled, and so that no more than one dump is in memory.
final class CallQueue: Sendable {
  private let queue = DispatchQueue(label: "calls")
  private let open = Mutex<[RequestID: Call]>([:])
  /// Calls that wait at most.
  static let longest = 32

  /// Puts a call behind the others; `work` is left out where it is cancelled before its turn, and its
  /// value is not sent where it is cancelled after that.
  ///
  /// - Throws: ``RPCError`` where its id is in use, or too many wait.
  func add(
    _ call: Call, _ work: @escaping @Sendable () -> JSON, send: @escaping @Sendable (JSON) -> Void
  ) throws(RPCError) {
    let refusal = open.withLock { open -> RPCError? in
      if open[call.id] != nil { return .invalidRequest("the id of the request is in use") }
      if open.count >= Self.longest { return .busy }
      open[call.id] = call
      return nil
    }
    if let refusal { throw refusal }
    queue.async { [self] in
      let answer = call.isCancelled ? nil : work()
      // First: whoever has the answer may use the id again.
      _ = open.withLock { $0.removeValue(forKey: call.id) }
      if let answer, !call.isCancelled { send(answer) }
    }
  }

  /// Cancels a call; one that is over, or unknown, is passed over.
  func cancel(_ id: RequestID) { open.withLock { $0[id] }?.cancel() }

  func cancelAll() { open.withLock { Array($0.values) }.forEach { $0.cancel() } }

  /// Waits until all calls are over.
  func drain() { queue.sync {} }
}
