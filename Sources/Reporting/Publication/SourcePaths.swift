public import LeakAnalysis

/// Turns the files that a dump names into files of a repository.
///
/// A dump has the paths of the machine that built the program (`/home/ci/src/pay/main.go`), or,
/// after `-trimpath`, module paths (`example.com/pay/main.go`). Code review shows a finding only
/// where the path is the repository's own (`main.go`).
public struct SourcePaths: Sendable {
  /// A place in the repository.
  public struct Location: Sendable, Hashable {
    /// The path, with slashes.
    public let path: String
    /// The line, from 1.
    public let line: Int
  }

  /// The address of a line in a browser, with `{file}` and `{line}`; nil for none.
  public var link: String?
  private let prefixes: [String]
  private let exists: @Sendable (String) -> Bool

  /// Paths that lose the longest of the prefixes that they begin with.
  ///
  /// - Parameter exists: whether a path is one of the repository. Where no prefix matches, leading
  ///   directories are taken off until it is.
  public init(
    trimming prefixes: [String] = [],
    exists: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.prefixes = prefixes.map(Self.slashed).sorted { $0.utf8.count > $1.utf8.count }
    self.exists = exists
  }

  /// The repository's path for a file of a dump.
  public func path(of file: String) -> String {
    let file = Self.slashed(file)
    for prefix in prefixes where !prefix.isEmpty && file.hasPrefix(prefix) {
      let rest = file[file.index(file.startIndex, offsetBy: prefix.count)...]
      // `/src/pay` is no prefix of `/src/payments/main.go`.
      guard prefix.hasSuffix("/") || rest.hasPrefix("/") else { continue }
      return String(rest.drop { $0 == "/" })
    }
    var rest = file[...]
    while !rest.isEmpty {
      if rest.first != "/", exists(String(rest)) { return String(rest) }
      guard let slash = rest.firstIndex(of: "/") else { break }
      rest = rest[rest.index(after: slash)...]
    }
    return file
  }

  /// Where in the repository a finding is shown; nil where the dump does not tell the file.
  public func path(of finding: Finding, in report: Report) -> Location? {
    location(of: finding, in: report.dumps[finding.dump])
  }

  /// The address of a line of the repository; nil where no file of it is meant, or addresses are not
  /// known.
  func address(of path: String, line: Int) -> String? {
    guard let link, !path.hasPrefix("/"), !path.isEmpty, exists(path) else { return nil }
    let file = path.percentEncoded(keeping: "-._~/@+,=")
    return link.replacing("{file}", with: file).replacing("{line}", with: String(line))
  }

  /// A place of a dump in the repository; nil where the dump does not tell the file.
  func location(_ place: Place) -> Location? {
    guard !place.file.isEmpty else { return nil }
    return Location(path: path(of: place.file), line: Swift.max(place.line, 1))
  }

  /// Where a finding is to be shown: at a place of the program's own, else at its site.
  func location(of finding: Finding, in analysis: DumpAnalysis) -> Location? {
    ownLocation(of: finding, in: analysis) ?? finding.site.flatMap(location)
  }

  /// The place of a finding in the program's own code: its site, the innermost frame of the stack that
  /// shows it, or where its goroutines are started; nil where all of them are a library's.
  func ownLocation(of finding: Finding, in analysis: DumpAnalysis) -> Location? {
    let frames = finding.shownGroup.map { analysis.frames(of: analysis.groups[$0]) } ?? []
    let places = [finding.site].compactMap(\.self).lazy + frames.lazy.map(analysis.place)
    let own = places.first { $0.isOfProgram && !$0.file.isEmpty }
    let creator = finding.createdBy.flatMap { $0.isOfProgram ? $0 : nil }
    return (own ?? creator).flatMap(location)
  }

  private static func slashed(_ path: String) -> String {
    path.contains("\\") ? String(path.map { $0 == "\\" ? "/" : $0 }) : path
  }
}
