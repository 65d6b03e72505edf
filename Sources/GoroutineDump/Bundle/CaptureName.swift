/// What the name of a capture tells: whether it is meant to be a goroutine dump, and which captures it
/// belongs with.
struct CaptureName {
  /// Folders and archives around it, as they stand.
  let folder: String
  /// The name without endings, lower-cased, `_` and `.` as `-`.
  let stem: String
  private let ending: String

  private static let endings: Set<String> = [
    "gz", "zst", "xz", "bz2", "lz4", "txt", "pprof", "prof", "pb", "stacks", "log", "out", "dump",
    "profile", "trace",
  ]

  init(_ path: String) {
    let cut = path.lastIndex { $0 == "/" || $0 == ":" }
    folder = cut.map { String(path[..<$0]) } ?? ""
    var base = (cut.map { path[path.index(after: $0)...] } ?? path[...]).lowercased()
    var first = ""
    while let dot = base.lastIndex(of: "."), dot > base.startIndex {
      let ending = String(base[base.index(after: dot)...])
      guard Self.endings.contains(ending) else {
        if first.isEmpty, !ending.allSatisfy(\.isNumber) { first = ending }
        break
      }
      if first.isEmpty || first == "gz" { first = ending }
      base = String(base[..<dot])
    }
    ending = first
    stem = String(base.map { $0 == "_" || $0 == "." || $0 == " " || $0 == "=" ? "-" : $0 })
  }

  /// Whether somebody called it a dump of goroutines; of what is a text of another kind by its ending,
  /// such as a page or a picture, nobody expects one.
  var isOfGoroutines: Bool {
    guard ending.isEmpty || Self.endings.contains(ending) else { return false }
    return stem.contains("goroutine") || stem.contains("go-routine")
      || stem.split(separator: "-").contains { $0 == "stacks" || $0 == "stack" }
  }

  /// Whether it is called as another kind of profile.
  var isOfAnotherProfile: Bool {
    stem.split(separator: "-").contains {
      ["heap", "allocs", "cpu", "profile", "block", "mutex", "threadcreate", "trace"].contains($0)
    }
  }

  /// Whether it is a log, which may hold a dump or not.
  var isLog: Bool { ending == "log" }

  /// The whole name with `#` for each number, which the captures of a series have in common.
  var shape: String { Self.numbersAside(folder) + "/" + Self.numbersAside(stem) + "." + ending }

  /// The same for all forms of one moment: `goroutine-debug1_0000.txt` and `goroutine_0000.prof`.
  var moment: String {
    var parts = stem.split(separator: "-").map(String.init)
    parts.removeAll { $0.isForm }
    for index in parts.indices {
      if parts[index] == "goroutines" { parts[index] = "goroutine" }
      for number in 0...3 where parts[index].hasSuffix("debug\(number)") {
        parts[index].removeLast(6)
      }
    }
    if let labels = parts.firstIndex(of: "with"), parts[labels...].dropFirst().first == "labels" {
      parts.removeSubrange(labels...labels + 1)
    }
    return folder + "/" + parts.filter { !$0.isEmpty }.joined(separator: "-")
  }

  static func numbersAside(_ text: String) -> String {
    var shape = ""
    for character in text {
      if character.isNumber {
        if shape.last != "#" { shape.append("#") }
      } else {
        shape.append(character)
      }
    }
    return shape
  }
}

extension String {
  /// Whether a part of a name says in which form a dump is.
  fileprivate var isForm: Bool {
    switch self {
    case "debug", "debug0", "debug1", "debug2", "debug3", "text", "proto", "binary": true
    default: false
    }
  }
}
