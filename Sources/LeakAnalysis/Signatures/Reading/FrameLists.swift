/// Frames that several signatures have in common, by the name that stands for them: `$idle`.
package enum FrameLists {
  /// The lists of `frame-lists.yml`.
  static let all: [String: [FramePattern]] = {
    var lists: [String: [FramePattern]] = [:]
    for document in EmbeddedDocument.all where document.path == "frame-lists.yml" {
      do throws(ConfigurationError) {
        for (name, value) in try document.values().fields() {
          var frames: [FramePattern] = []
          for entry in try value.entries() { frames.append(try PatternSyntax.frame(entry)) }
          lists[name] = frames
        }
      } catch {
        fatalError("the catalogue is broken: \(error)")
      }
    }
    return lists
  }()

  /// The functions in which goroutines wait by nature, by canonical name.
  static let idleFunctions = Set((all["idle"] ?? []).compactMap(\.functionName))

  /// The frames of an entry: a list's, or the one that it is.
  static func frames(_ value: Value) throws(ConfigurationError) -> [FramePattern] {
    let text = try value.text()
    guard text.utf8.first == UInt8(ascii: "$") else { return [try PatternSyntax.frame(value)] }
    if let frames = all[String(text.dropFirst())] { return frames }
    let names = all.keys.map { "$" + $0 }.sorted()
    let nearest = Nearest.match(text, in: names).map { "; did you mean `\($0)`?" }
    throw value.error(
      "there is no list \(quoted(text)) of frames" + (nearest ?? "; the lists are \(list(names))"))
  }
}

extension FramePattern {
  /// The name, where the pattern is one function.
  fileprivate var functionName: String? {
    if case .function(let name) = self { name } else { nil }
  }
}
