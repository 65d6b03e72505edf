import PCRE2

/// A CODEOWNERS file, of GitHub or GitLab: who owns which files of a repository.
///
/// In both, the last pattern that matches a path decides, and one without owners says that there is
/// none. GitLab's files have more: sections, of which each decides for itself, with default owners
/// (`[Pay][2] @pay`), optional ones (`^[Docs]`), and exclusions (`!pay/generated/`). A file with a
/// section or an exclusion is read as GitLab's.
public struct CodeOwners: Sendable {
  private struct Rule {
    var pattern: Pattern
    /// Empty for a path that nobody owns.
    var owners: [String]
    /// Whether matching paths are taken out of the section, whatever else matches.
    var isExclusion = false
  }

  private struct Section {
    var name: String
    var defaults: [String]
    var rules: [Rule] = []
  }

  private var sections = [Section(name: "", defaults: [])]
  /// Lines that could not be read, each a sentence with its number.
  public private(set) var problems: [String] = []

  /// Reads the text of a file; a line that cannot be read is a problem, not an error.
  public init(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let isGitLab = lines.contains { line in
      let line = line.drop { $0 == " " || $0 == "\t" }
      return line.hasPrefix("!") || Self.heading(line) != nil
    }
    for (number, line) in lines.enumerated() {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.isEmpty || line.hasPrefix("#") { continue }
      if isGitLab, let heading = Self.heading(line) {
        open(heading)
        continue
      }
      add(line, number: number + 1, isGitLab: isGitLab)
    }
  }

  /// The owners of a path of the repository, without those of a section named twice; empty where
  /// nobody owns it.
  public func owners(of path: String) -> [String] {
    let path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    var owners: [String] = []
    for section in sections {
      for owner in Self.owners(of: path, in: section) where !owners.contains(owner) {
        owners.append(owner)
      }
    }
    return owners
  }

  private static func owners(of path: String, in section: Section) -> [String] {
    // A pattern of the file cannot cost much: it has no alternatives, and paths are short.
    let matches = section.rules.filter { (try? $0.pattern.matches(path)) == true }
    if matches.contains(where: \.isExclusion) { return [] }
    return matches.last?.owners ?? []
  }

  /// The section of that name, which may go on further down in the file, becomes the last.
  private mutating func open(_ heading: (name: String, defaults: [String])) {
    let known = sections.firstIndex { $0.name.lowercased() == heading.name.lowercased() }
    var section = Section(name: heading.name, defaults: heading.defaults)
    if let known {
      section.rules = sections.remove(at: known).rules
    }
    sections.append(section)
  }

  /// `[Name]`, `^[Name]`, `[Name][2]`, each with default owners; nil for any other line.
  private static func heading(_ line: Substring) -> (name: String, defaults: [String])? {
    let rest = line.hasPrefix("^") ? line.dropFirst() : line
    guard rest.hasPrefix("["), let end = rest.firstIndex(of: "]") else { return nil }
    let name = rest[rest.index(after: rest.startIndex)..<end]
    var tail = rest[rest.index(after: end)...]
    if tail.hasPrefix("["), let close = tail.firstIndex(of: "]") {
      tail = tail[tail.index(after: close)...]
    }
    guard !name.isEmpty, tail.isEmpty || tail.first == " " || tail.first == "\t" else { return nil }
    return (String(name), words(tail))
  }

  private mutating func add(_ line: Substring, number: Int, isGitLab: Bool) {
    let words = Self.words(line)
    guard var glob = words.first else { return }
    let isExclusion = isGitLab && glob.hasPrefix("!")
    if isExclusion { glob.removeFirst() }
    let section = sections.count - 1
    let named = Array(words.dropFirst())
    do throws(PatternError) {
      let pattern = try Pattern(Self.expression(glob, isGitLab: isGitLab))
      sections[section].rules.append(
        Rule(
          pattern: pattern, owners: named.isEmpty ? sections[section].defaults : named,
          isExclusion: isExclusion))
    } catch {
      problems.append("line \(number): invalid pattern '\(glob)'")
    }
  }

  /// The words of a line, up to a comment; a backslash takes a space or `#` into the word.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        // What else is escaped is escaped for the pattern.
        if character != " ", character != "#" { word.append("\\") }
        word.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == " " || character == "\t" {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else if character == "#", word.isEmpty {
        break
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// The regular expression of a pattern.
  ///
  /// As in `.gitignore`, one with a slash before its end is meant from the root; GitLab means that
  /// only of one that begins with a slash. A directory stands for all that is below it.
  private static func expression(_ glob: String, isGitLab: Bool) -> String {
    var body = glob[...]
    let isRooted = body.hasPrefix("/") || !isGitLab && body.dropLast().contains("/")
    if body.hasPrefix("/") { body.removeFirst() }
    let isDirectory = body.hasSuffix("/")
    if isDirectory { body.removeLast() }
    var expression = isRooted ? "^" : "^(?:.*/)?"
    var rest = body
    while let character = rest.first {
      if rest.hasPrefix("**/") {
        expression += "(?:.*/)?"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("**") {
        expression += ".*"
        rest = rest.dropFirst(2)
      } else {
        rest.removeFirst()
        switch character {
        case "*": expression += "[^/]*"
        case "?": expression += "[^/]"
        case "\\" where !rest.isEmpty: expression += Pattern.escaped(String(rest.removeFirst()))
        default: expression += Pattern.escaped(String(character))
        }
      }
    }
    if isDirectory { return expression + "/.*$" }
    // `docs/*` means the files in it alone, `docs` and `*.go` also what is below such a directory.
    return expression + (body.hasSuffix("/*") ? "$" : "(?:/.*)?$")
  }
}
