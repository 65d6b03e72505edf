import Reporting

/// The part of an answer that fits into the bytes that a client takes, with how to ask for the rest.
struct AnswerPage {
  /// The members of the result.
  let members: [JSON.Member]

  /// The share of the bytes that the text has before the data: it says more with them.
  private static let textShare = 0.6
  /// Bytes of the result around its text and data: braces, names, the sentence about the rest, and what
  /// results without a handshake have beside them.
  private static let frame = 640

  /// - Parameters:
  ///   - offset: the first line of the text that is wanted, from 0; the data goes with the first.
  ///   - maximumBytes: bytes of the result at most, as it is sent.
  /// - Throws: ``ToolFailure`` where the text has fewer lines.
  init(_ answer: ToolAnswer, offset: Int, maximumBytes: Int) throws(ToolFailure) {
    let lines = answer.text.split(separator: "\n", omittingEmptySubsequences: false)
    guard offset == 0 || offset < lines.count else {
      throw ToolFailure(
        "offset \(offset) is past the end: the text has \(Quantity.text(lines.count, "line"))")
    }
    let room = max(maximumBytes - Self.frame, 0)
    var data = answer.facts
    let facts = JSON.members(data).bytes.count
    let text = Self.text(
      lines, from: offset, room: min(Int(Double(room) * Self.textShare), max(room - facts, 0)))
    data.append(.init("nextOffset", .integer(text.next)))
    let used = text.size + JSON.members(data).bytes.count
    data += Self.lists(answer.lists, isFirst: offset == 0, room: room - used)
    members = [
      .init("content", [["type": "text", "text": .string(text.text)]]),
      .init("structuredContent", .members(data)), .init("isError", false),
    ]
  }

  /// The lines from an offset that fit; `next` is the offset of the first that does not, 0 for none.
  private static func text(
    _ lines: [Substring], from offset: Int, room: Int
  ) -> (text: String, size: Int, next: Int) {
    var text = ""
    var size = 0
    for place in offset..<lines.count {
      let line = String(lines[place])
      let bytes = JSON.string(line).bytes.count
      if size + bytes > room {
        if place > offset {
          let rest = Quantity.text(lines.count - place, "more line")
          return (text + "[\(rest): repeat the call with offset \(place)]", size, place)
        }
        // A single line that is longer than an answer is cut: it must not stop all that follows.
        let start = String(line.prefix(room / 8))
        let next = place + 1 < lines.count ? place + 1 : 0
        let rest = next == 0 ? "" : "; repeat the call with offset \(next) for the rest"
        return (start + "...\n[the line is too long and was cut\(rest)]", room, next)
      }
      text += place + 1 < lines.count ? line + "\n" : line
      size += bytes
    }
    return (text, size, 0)
  }

  /// The beginnings of lists that fit, the earlier lists first, and how many elements do not.
  private static func lists(
    _ lists: [ToolAnswer.List], isFirst: Bool, room: Int
  ) -> [JSON.Member] {
    var members: [JSON.Member] = []
    var omitted: [JSON.Member] = []
    // What is always there: the names, and the numbers of what is not.
    var left = room - lists.reduce(0) { $0 + 2 * $1.name.utf8.count + 24 }
    for (place, list) in lists.enumerated() {
      // A long list leaves something to those behind it.
      let share = left / (lists.count - place) * (place + 1 < lists.count ? 3 : 1) / 2
      var budget = place + 1 < lists.count ? min(left, share) : left
      var kept: [JSON] = []
      for element in list.elements where isFirst {
        let size = element.bytes.count + 1
        guard size <= budget else { break }
        budget -= size
        left -= size
        kept.append(element)
      }
      members.append(.init(list.name, .array(kept)))
      omitted.append(.init(list.name, .integer(list.elements.count - kept.count)))
    }
    return members + [.init("omitted", .members(omitted))]
  }
}
