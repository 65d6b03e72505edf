/// The id of a request: a text or a whole number, which are never the same.
enum RequestID: Hashable, Sendable {
  case integer(Int)
  case string(String)

  /// Nil for any other value: the protocol forbids `null`.
  init?(_ value: JSON?) {
    switch value {
    case .integer(let number): self = .integer(number)
    case .string(let text): self = .string(text)
    default: return nil
    }
  }

  var json: JSON {
    switch self {
    case .integer(let number): .integer(number)
    case .string(let text): .string(text)
    }
  }
}

/// A line from the client.
enum RPCMessage {
  /// Something to answer.
  case request(id: RequestID, method: String, params: JSON)
  /// Something to take note of.
  case notification(method: String, params: JSON)
  /// An answer, though nothing was asked.
  case response
  /// None of these; the id is known where the line has a proper one.
  case invalid(RPCError, id: RequestID?)

  init(_ bytes: [UInt8]) {
    guard let value = JSON.parsed(bytes) else {
      self = .invalid(.notJSON, id: nil)
      return
    }
    guard case .members(let members) = value else {
      let what = if case .array = value { "batches are not supported" } else { "not an object" }
      self = .invalid(.invalidRequest("expected a JSON-RPC message: \(what)"), id: nil)
      return
    }
    let id = RequestID(value["id"])
    guard value["jsonrpc"]?.text == "2.0" else {
      self = .invalid(.invalidRequest("expected \"jsonrpc\": \"2.0\""), id: id)
      return
    }
    guard let method = value["method"]?.text else {
      let isResponse = members.contains { $0.name == "result" || $0.name == "error" }
      self =
        isResponse && value["method"] == nil
        ? .response : .invalid(.invalidRequest("expected a method"), id: id)
      return
    }
    let params = value["params"] ?? .members([])
    guard value["id"] != nil else {
      self = .notification(method: method, params: params)
      return
    }
    guard let id else {
      self = .invalid(.invalidRequest("an id must be a string or a whole number"), id: nil)
      return
    }
    guard params.isObject else {
      self = .invalid(.invalidParameters("params must be an object"), id: id)
      return
    }
    self = .request(id: id, method: method, params: params)
  }

  /// The line that answers a request.
  static func answer(_ id: RequestID, _ result: Result<JSON, RPCError>) -> JSON {
    switch result {
    case .success(let result): ["jsonrpc": "2.0", "id": id.json, "result": result]
    case .failure(let error): failure(error, id: id)
    }
  }

  /// The line for what cannot be answered otherwise.
  static func failure(_ error: RPCError, id: RequestID?) -> JSON {
    ["jsonrpc": "2.0", "id": id?.json ?? .null, "error": error.json]
  }
}
