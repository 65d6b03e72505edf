import GoroutineDump
import LeakAnalysis

/// The names of functions and files, as a page shows them: what tells least is the faintest.
extension Markup {
  /// A function's name; the path before its package is dimmed.
  static func function(_ name: String) -> Markup {
    guard !name.isEmpty else { return "<span class=\"dim\">(no frames)</span>" }
    // Slashes in receivers and type arguments are none of the path's.
    let end = name.firstIndex { $0 == "(" || $0 == "[" } ?? name.endIndex
    guard let slash = name[..<end].lastIndex(of: "/") else {
      return "<code>\(name)</code>"
    }
    let path = String(name[...slash])
    let own = String(name[name.index(after: slash)...])
    return "<code><i>\(path)</i><wbr>\(own)</code>"
  }

  /// `main.go:22`, with the whole path to be asked for; nothing where the dump does not tell it.
  static func file(_ file: String, _ line: Int) -> Markup {
    guard !file.isEmpty else { return "" }
    return "<small title=\"\(file):\(line)\">\(shortPath(file)):\(line)</small>"
  }

  /// `goroutine 88`, which the page's script shows.
  static func goroutine(_ id: UInt64) -> Markup {
    "<a href=\"#explore\" data-goroutine=\"\(String(id))\">goroutine \(String(id))</a>"
  }

  /// The last two elements of a path.
  static func shortPath(_ file: String) -> String {
    let short = file.split { $0 == "/" || $0 == "\\" }.suffix(2).joined(separator: "/")
    return short.isEmpty ? file : short
  }

  /// Running text; what stands between backticks is code.
  static func prose(_ text: String) -> Markup {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    // A backtick without its pair is one that the text is about.
    guard parts.count > 2, parts.count % 2 == 1 else { return "\(text)" }
    return parts.enumerated().reduce(into: "" as Markup) { prose, part in
      prose += part.offset % 2 == 0 ? "\(part.element)" : "<code>\(part.element)</code>"
    }
  }

  /// A state, with the colour of its kind.
  static func state(_ state: GoroutineState) -> Markup {
    "<span class=\"state k-\(StateClass(state).rawValue)\">\(state.name)</span>"
  }

  /// A bar of so much of a whole.
  static func bar(_ part: Int, of whole: Int, kind: String) -> Markup {
    let width = whole > 0 ? Swift.max(part * 1000 / whole, part > 0 ? 3 : 0) : 0
    return """
      <svg class="bar k-\(kind)" viewBox="0 0 1000 10" preserveAspectRatio="none" \
      aria-hidden="true"><rect width="\(width)" height="10"/></svg>
      """
  }
}
