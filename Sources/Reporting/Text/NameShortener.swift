/// Shortens the names of functions and files in the middle, where they tell least.
///
/// The last element of a path, which holds the function or the file and line, is the last to be
/// touched. Two names that would look alike are told apart: the second is given in full.
struct NameShortener {
  private let ellipsis: String
  /// What each short form stands for.
  private var meanings: [String: String] = [:]

  init(ellipsis: String) { self.ellipsis = ellipsis }

  /// The name in at most so many columns, or in full where it would be taken for another.
  mutating func shorten(_ name: String, to width: Int) -> String {
    let name = Sanitizer.sanitized(name)
    if name.displayWidth <= width { return name }
    let short = shortened(name, width)
    if let meaning = meanings[short], meaning != name { return name }
    meanings[short] = name
    return short
  }

  private func shortened(_ name: String, _ width: Int) -> String {
    let name = withoutTypeArguments(name)
    if name.displayWidth <= width { return name }
    let (path, last) = Self.split(name)
    if path.count > 1 {
      // `github.com/a/b/c.F`: `github.com/…/b/c.F`, then `github.com/…/c.F`.
      for dropped in 1..<path.count {
        let kept = [path[0], ellipsis[...]] + path[(dropped + 1)...] + [last]
        let candidate = kept.joined(separator: "/")
        if candidate.displayWidth <= width { return candidate }
      }
    }
    if !path.isEmpty {
      let candidate = ellipsis + "/" + last
      if candidate.displayWidth <= width { return candidate }
    }
    return cut(String(last), width)
  }

  /// The directories, the first with the slash it begins with, and the last element.
  private static func split(_ name: String) -> (path: [Substring], last: Substring) {
    // Slashes in type arguments and receivers are none of the path's.
    let end = name.firstIndex { $0 == "[" || $0 == "(" } ?? name.endIndex
    guard let slash = name[..<end].lastIndex(of: "/") else { return ([], name[...]) }
    var path = name[..<slash].split(separator: "/", omittingEmptySubsequences: false)
    if path.count > 1, path[0].isEmpty {
      path.removeFirst()
      path[0] = name[..<path[0].endIndex]
    }
    return (path, name[name.index(after: slash)...])
  }

  private func withoutTypeArguments(_ name: String) -> String {
    guard let open = name.firstIndex(of: "["), let close = name.lastIndex(of: "]"), open < close
    else { return name }
    return name[...open] + ellipsis + name[close...]
  }

  /// A third of the start and two thirds of the end: what a name is stands behind.
  private func cut(_ name: String, _ width: Int) -> String {
    let room = Swift.max(width - ellipsis.displayWidth, 2)
    let start = name.prefix(columns: room / 3)
    return start + ellipsis + name.suffix(columns: room - room / 3)
  }
}
