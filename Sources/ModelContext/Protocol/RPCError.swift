/// Why a request gets no result: the error object of JSON-RPC 2.0.
struct RPCError: Error, Hashable {
  /// What kind of error, as JSON-RPC and the protocol number them.
  let code: Int
  /// One sentence.
  let message: String
  /// What a client needs to try again.
  var data: JSON?

  /// The line is no JSON.
  static let notJSON = RPCError(code: -32700, message: "the line is not valid JSON")

  /// The message is no request.
  static func invalidRequest(_ message: String) -> RPCError {
    RPCError(code: -32600, message: message)
  }

  /// There is no such method, or not in this era.
  static func unknownMethod(_ method: String) -> RPCError {
    RPCError(code: -32601, message: "unknown method '\(Excerpt.of(method))'")
  }

  /// The parameters are not those of the method.
  static func invalidParameters(_ message: String) -> RPCError {
    RPCError(code: -32602, message: message)
  }

  /// There is no such resource; revisions with a handshake have a number of their own for it.
  static func unknownResource(_ uri: String, _ era: Era) -> RPCError {
    RPCError(
      code: era == .handshake ? -32002 : -32602,
      message: "unknown resource '\(Excerpt.of(uri))'; resources/list names all",
      data: ["uri": .string(Excerpt.of(uri))])
  }

  /// The request's revision is not spoken.
  static func unsupportedVersion(_ requested: String) -> RPCError {
    RPCError(
      code: -32022, message: "unsupported protocol version '\(Excerpt.of(requested))'",
      data: [
        "supported": .array(ProtocolVersion.stateless.map { .string($0) }),
        "requested": .string(Excerpt.of(requested)),
      ])
  }

  /// More calls wait than are kept.
  static let busy = RPCError(
    code: -32000, message: "too many requests are waiting; send fewer at a time")

  var json: JSON {
    .record(["code": .integer(code), "message": .string(message), "data": data])
  }
}
