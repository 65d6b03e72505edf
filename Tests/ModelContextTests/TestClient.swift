import Foundation
import LeakAnalysis
import Synchronization

@testable import ModelContext

/// A client of a server in the same process, with a folder of dumps of its own.
struct TestClient {
  let folder: URL
  private let server: ModelContextServer
  private let lines = Lines()

  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }

  init(
    roots: [String]? = nil, isRedacted: Bool = false, maximumBytes: Int = 24_000,
    files: [String: String] = [:]
  ) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "dumpscan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let folders = (roots ?? [""]).map { [folder] in folder.appending(path: $0).path }
    let offer = ServerOffer(
      catalogue: .builtIn, roots: try Roots(folders), isRedacted: isRedacted,
      maximumBytes: maximumBytes)
    server = ModelContextServer(offer) { [lines] line in
      lines.all.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Sends lines, waits until all is answered, and returns what came, each line with its line feed.
  func exchange(_ messages: String...) -> [String] {
    lines.all.withLock { $0 = [] }
    var splitter = LineSplitter()
    splitter.take(Array(messages.joined(separator: "\n").utf8)[...]) { server.receive($0) }
    splitter.finish { server.receive($0) }
    server.drain()
    return lines.all.withLock { $0 }
  }

  /// The `_meta` that requests without a handshake have.
  static let meta =
    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","#
    + #""io.modelcontextprotocol/clientCapabilities":{}}"#

  /// The result, or the error, of one request; the members of objects are in order of their names.
  func ask(_ method: String, _ params: String = "") throws -> JSON {
    let more = params.isEmpty ? "" : params + ","
    let answers = exchange(
      #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{\#(more)\#(Self.meta)}}"#)
    guard answers.count == 1, let answer = JSON.parsed(Array(answers[0].utf8)) else {
      throw UnexpectedAnswer(lines: answers)
    }
    return answer["result"] ?? answer["error"] ?? .null
  }

  /// What a call of a tool gives.
  func call(_ tool: String, _ arguments: String) throws -> Outcome {
    let result = try ask("tools/call", #""name":"\#(tool)","arguments":\#(arguments)"#)
    guard case .array(let content) = result["content"], let text = content.first?["text"]?.text
    else { throw UnexpectedAnswer(lines: ["\(result)"]) }
    return Outcome(
      text: text, data: result["structuredContent"] ?? .null,
      isError: result["isError"] == .bool(true), size: result.bytes.count)
  }

  struct Outcome {
    var text: String
    var data: JSON
    var isError: Bool
    /// Bytes of the whole result.
    var size: Int
  }

  struct UnexpectedAnswer: Error {
    var lines: [String]
  }
}
