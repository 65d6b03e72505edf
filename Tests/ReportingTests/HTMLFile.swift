import Foundation
import Gzip
import Testing

/// A page as a reader without a script sees it, and the data in it.
struct HTMLFile {
  let html: String

  init(_ html: String) { self.html = html }

  /// What stands between two marks.
  func element(_ start: String, _ end: String) -> String? {
    guard let open = html.range(of: start),
      let close = html.range(of: end, range: open.upperBound..<html.endIndex)
    else { return nil }
    return String(html[open.upperBound..<close.lowerBound])
  }

  /// The text of the page's body up to its data, spaces and breaks made one space.
  var text: String {
    guard let body = element("<body>", "<script") else { return "" }
    let bare = body.replacing(/<wbr>|<\/?(code|i|b|strong|small)( [^>]*)?>/, with: "")
      .replacing(/<[^>]*>/, with: " ")
    var text = bare.replacing(/\s+/, with: " ")
    for (entity, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] { text = text.replacingOccurrences(of: entity, with: character) }
    return text
  }

  /// The data, unpacked by hands other than the writer's.
  func data() throws -> HTMLData {
    if let json = element("<script type=\"application/json\" id=\"data\">", "</script>") {
      return try JSONDecoder().decode(HTMLData.self, from: Data(json.utf8))
    }
    let text = try #require(
      element("<script type=\"application/gzip\" id=\"data\">", "</script>"))
    let packed = Array(try #require(Data(base64Encoded: text)))
    var decoder = try GzipDecoder()
    var json: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var taken = 0
    var state = GzipDecoder.State.needsRoom
    while state == .needsRoom {
      var room = buffer.mutableSpan
      let progress = try decoder.decode(packed.span.extracting(taken...), into: &room)
      taken += progress.consumed
      json += buffer[..<progress.produced]
      state = progress.state
    }
    try decoder.finish()
    return try JSONDecoder().decode(HTMLData.self, from: Data(json))
  }
}

/// The data of a page, as far as tests look at it.
struct HTMLData: Decodable {
  let version: Int
  let strings: [String]
  let dumps, states, functions, frameFunctions, nodeParents, nodeFrames: [Int]
  let stateKinds: [String]
  let findings: [String]
  let findingGroups, wait, age, ids: [[Int]]
  let node, state, count, top, site, creator: [Int]

  func function(ofFrame frame: Int) -> String { strings[functions[frameFunctions[frame]]] }

  /// The functions of a stack, innermost first.
  func stack(ofGroup group: Int) -> [String] {
    var names: [String] = []
    var node = self.node[group]
    while node >= 0 {
      names.append(function(ofFrame: nodeFrames[node]))
      node = nodeParents[node] == 0 ? -1 : node - nodeParents[node]
    }
    return names
  }
}

/// A dump of so many distinct stacks, deep enough to be like those of a server.
enum ManyStacks {
  static func dump(of count: Int) -> String {
    (0..<count).map { number in
      var text = "goroutine \(number + 10) [select, \(number % 90) minutes]:\n"
      for depth in 0..<8 {
        let function = depth < 4 ? "step\(number)_\(depth)" : "start\(number % (1 << (8 - depth)))"
        text += "example.com/shop/internal/app.\(function)(0xc000\(number))\n"
        text += "\t/home/ci/src/shop/internal/app/part\(number % 50).go:\(number + depth) +0x4d\n"
      }
      return text + "created by example.com/shop/internal/app.main in goroutine 1\n"
        + "\t/home/ci/src/shop/internal/app/main.go:20 +0x71\n\n"
    }.joined()
  }
}
