import Reporting
import Synchronization

/// A server of the Model Context Protocol: takes the lines of one client, in any order, and answers
/// each request with one line. Nothing that a client sends ends it.
public final class ModelContextServer: Sendable {
  private let offer: ServerOffer
  private let tools: [any Tool]
  private let resources: SignatureResources
  private let send: @Sendable (JSON) -> Void
  private let calls = CallQueue()
  private let isInitialized = Atomic<Bool>(false)

  /// Milliseconds for which a client may keep a list: it is the same as long as the server runs.
  private static let listLifetime = 300_000

  /// A server that hands its lines, each with its line feed, to `output`, from several threads.
  public init(_ offer: ServerOffer, output: @escaping @Sendable ([UInt8]) -> Void) {
    self.offer = offer
    tools = offer.tools
    resources = SignatureResources(offer.catalogue)
    send = { output($0.bytes + [UInt8(ascii: "\n")]) }
  }

  /// Takes one line of the client.
  func receive(_ line: LineSplitter.Line) {
    switch line {
    case .whole(let bytes): receive(bytes)
    case .tooLong:
      let error = RPCError.invalidRequest(
        "the line is longer than \(Quantity.text(LineSplitter.longest, "byte"))")
      send(RPCMessage.failure(error, id: nil))
    }
  }

  /// Takes one message, without its line feed.
  public func receive(_ line: [UInt8]) {
    switch RPCMessage(line) {
    case .request(let id, let method, let params): answer(id, method, params)
    case .notification("notifications/cancelled", let params):
      if let id = RequestID(params["requestId"]) { calls.cancel(id) }
    case .notification, .response: break
    case .invalid(let error, let id): send(RPCMessage.failure(error, id: id))
    }
  }

  /// Cancels all calls that are worked on or wait.
  public func cancelAll() { calls.cancelAll() }

  /// Waits until all that was asked is answered.
  public func drain() { calls.drain() }

  private func answer(_ id: RequestID, _ method: String, _ params: JSON) {
    do throws(RPCError) {
      let era = try era(of: method, params)
      if method == "tools/call" { return try call(id, params, era) }
      let result = try result(of: method, params, era)
      send(RPCMessage.answer(id, .success(complete(result, era))))
    } catch {
      send(RPCMessage.answer(id, .failure(error)))
    }
  }

  /// How a request is to be answered, from what it says of itself.
  private func era(of method: String, _ params: JSON) throws(RPCError) -> Era {
    // The handshake does not exist in the revisions without one, whatever stands in `_meta`.
    if method == "initialize" { return .handshake }
    let meta = params["_meta"]
    guard let version = meta?[ProtocolVersion.key] else {
      if method == "server/discover" {
        throw .invalidParameters("expected \"\(ProtocolVersion.key)\" in _meta")
      }
      if method != "ping", !isInitialized.load(ordering: .relaxed) {
        throw .invalidRequest(
          "send initialize first, or name a protocol version in _meta "
            + "(\"\(ProtocolVersion.key)\")")
      }
      return .handshake
    }
    guard let version = version.text else {
      throw .invalidParameters("\"\(ProtocolVersion.key)\" must be a string")
    }
    guard ProtocolVersion.stateless.contains(version) else { throw .unsupportedVersion(version) }
    guard meta?[ProtocolVersion.capabilitiesKey]?.isObject == true else {
      throw .invalidParameters("expected \"\(ProtocolVersion.capabilitiesKey)\" in _meta")
    }
    return .stateless
  }

  /// The members of a result that is at hand.
  private func result(
    of method: String, _ params: JSON, _ era: Era
  ) throws(RPCError) -> Reply {
    switch (method, era) {
    case ("initialize", _): return try initialize(params)
    case ("ping", .handshake): return Reply()
    case ("server/discover", .stateless):
      return Reply(
        [
          .init("supportedVersions", .array(ProtocolVersion.stateless.map { .string($0) })),
          .init("capabilities", Self.capabilities),
          .init("instructions", .string(ServerOffer.instructions)),
        ], isCacheable: true)
    case ("tools/list", _):
      try demandNoCursor(params)
      return Reply([.init("tools", .array(tools.map(\.declaration)))], isCacheable: true)
    case ("resources/list", _):
      try demandNoCursor(params)
      return Reply([.init("resources", resources.list)], isCacheable: true)
    case ("resources/templates/list", _):
      try demandNoCursor(params)
      return Reply([.init("resourceTemplates", resources.templates)], isCacheable: true)
    case ("resources/read", _):
      guard let uri = params["uri"]?.text else { throw .invalidParameters("expected a uri") }
      guard let contents = resources.contents(of: uri) else { throw .unknownResource(uri, era) }
      return Reply([.init("contents", contents)], isCacheable: true)
    default: throw .unknownMethod(method)
    }
  }

  private static let capabilities: JSON = ["tools": [:], "resources": [:]]

  private func initialize(_ params: JSON) throws(RPCError) -> Reply {
    guard let wanted = params["protocolVersion"]?.text else {
      throw .invalidParameters("expected a protocolVersion")
    }
    isInitialized.store(true, ordering: .relaxed)
    return Reply([
      .init("protocolVersion", .string(ProtocolVersion.negotiated(wanted))),
      .init("capabilities", Self.capabilities), .init("serverInfo", ServerOffer.server),
      .init("instructions", .string(ServerOffer.instructions)),
    ])
  }

  /// Lists are never cut into pages, so every cursor is one of somebody else's.
  private func demandNoCursor(_ params: JSON) throws(RPCError) {
    guard params["cursor"] == nil || params["cursor"] == .null else {
      throw .invalidParameters("unknown cursor; the list has one page")
    }
  }

  /// What is answered, before it is put into the form of an era.
  private struct Reply {
    var members: [JSON.Member] = []
    var isCacheable = false

    init(_ members: [JSON.Member] = [], isCacheable: Bool = false) {
      self.members = members
      self.isCacheable = isCacheable
    }
  }

  /// The result as a client of an era expects it.
  private func complete(_ reply: Reply, _ era: Era) -> JSON {
    guard era == .stateless else { return .members(reply.members) }
    var members = reply.members
    members.append(.init("resultType", "complete"))
    if reply.isCacheable {
      members.append(.init("ttlMs", .integer(Self.listLifetime)))
      members.append(.init("cacheScope", "private"))
    }
    members.append(.init("_meta", [ProtocolVersion.serverKey: ServerOffer.server]))
    return .members(members)
  }

  /// Puts a call of a tool into the queue; the answer follows, unless it is cancelled.
  private func call(_ id: RequestID, _ params: JSON, _ era: Era) throws(RPCError) {
    guard let name = params["name"]?.text else {
      throw .invalidParameters("expected the name of a tool")
    }
    guard let tool = tools.first(where: { $0.name == name }) else {
      let names = tools.map(\.name).joined(separator: ", ")
      throw .invalidParameters("unknown tool '\(Excerpt.of(name))'; tools are \(names)")
    }
    let given = params["arguments"] ?? .members([])
    guard given.isObject else { throw .invalidParameters("arguments must be an object") }
    let call = Call(id, meta: params["_meta"])
    try calls.add(
      call,
      { [self] in
        let result =
          if let token = call.progressToken {
            ProgressNotifier(token, call.progress, send).during { outcome(of: tool, given, call) }
          } else {
            outcome(of: tool, given, call)
          }
        return RPCMessage.answer(id, .success(complete(Reply(result), era)))
      }, send: send)
  }

  /// What a tool answers. A failure is a result, too: an assistant can do something about it.
  private func outcome(of tool: any Tool, _ given: JSON, _ call: Call) -> [JSON.Member] {
    do throws(ToolFailure) {
      let arguments = try Arguments(given, for: tool)
      let answer = try tool.answer(arguments, call)
      return try AnswerPage(answer, offset: arguments.offset, maximumBytes: offer.maximumBytes)
        .members
    } catch {
      let text = offer.isRedacted ? error.redacted : error.sentence
      return [
        .init("content", [["type": "text", "text": .string(text)]]), .init("isError", true),
      ]
    }
  }
}
