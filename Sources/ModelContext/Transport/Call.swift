import GoroutineDump

/// One call of a tool while it is worked on.
final class Call: Sendable {
  let id: RequestID
  /// What the client wants progress to be told under; nil where it does not ask.
  let progressToken: JSON?
  /// How far the reading has come; it also ends the reading of a call that is cancelled.
  let progress = ReadingProgress()

  /// - Parameter meta: the `_meta` of the request.
  init(_ id: RequestID, meta: JSON?) {
    self.id = id
    switch meta?["progressToken"] {
    case .some(.string(let token)): progressToken = .string(token)
    case .some(.integer(let token)): progressToken = .integer(token)
    default: progressToken = nil
    }
  }

  var isCancelled: Bool { progress.isCancelled }

  func cancel() { progress.cancel() }
}
