#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import LeakAnalysis
import Reporting

/// The program's source beside a dump: owners of files, and the lines at which goroutines wait.
struct SourceTree {
  /// The folder that paths are looked for in, with a slash at its end; nil where there is none.
  let root: String?
  let owners: CodeOwners?

  /// Where a repository may keep its owners.
  private static let places = [
    "CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS",
  ]
  /// Longer files are not read for five of their lines.
  private static let longestFile = 4 << 20

  /// - Throws: the exit status, where the file of owners cannot be read; the reason is printed on
  ///   standard error.
  init(root: String?, codeowners: String?) throws {
    let base = root.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    var path = codeowners
    if path == nil, let base {
      path = Self.places.map { base + $0 }.first(where: CaptureFiles.isFile)
    }
    owners = try path.map(Self.owners)
    self.root = base ?? codeowners.map(Self.repository)
  }

  private static func owners(_ path: String) throws -> CodeOwners {
    let name = Sanitizer.sanitized(path)
    guard CaptureFiles.isFile(path) else {
      Message.error("\(name): file not found")
      throw ExitStatus.noInput
    }
    guard let text = text(of: path) else {
      Message.error("\(name): cannot read the file")
      throw ExitStatus.inputOutput
    }
    let owners = CodeOwners(text)
    for problem in owners.problems { Message.note("\(name): \(Sanitizer.sanitized(problem))") }
    return owners
  }

  /// The repository that a file of owners stands in.
  private static func repository(of path: String) -> String {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    for place in places.dropFirst() where path == place || path.hasSuffix("/" + place) {
      let base = path.dropLast(place.count)
      return base.isEmpty ? "./" : String(base)
    }
    return folder
  }

  /// Whether a path is a file of the repository. A path that leads upwards is not, wherever it ends:
  /// whoever writes a dump would choose which files of this machine a report shows.
  func has(_ path: String) -> Bool {
    guard let root, !path.split(separator: "/").contains("..") else { return false }
    return CaptureFiles.isFile(root + path)
  }

  /// The report, with the owners of its findings and the lines at which their goroutines wait.
  func annotated(_ report: Report, _ paths: SourcePaths, showsSource: Bool) -> Report {
    guard root != nil || owners != nil else { return report }
    // Findings share files.
    var texts: [String: String?] = [:]
    return report.annotated { finding in
      guard let path = paths.path(of: finding, in: report) else { return }
      finding.owners = owners?.owners(of: path.path) ?? []
      guard showsSource, let root, let site = finding.site else { return }
      let file = paths.path(of: site.file)
      let text = texts[file] ?? (has(file) ? Self.text(of: root + file) : nil)
      texts[file] = .some(text)
      guard let text else { return }
      finding.source = SourceExcerpt(path: file, line: site.line, of: text)
    }
  }

  /// Prints a note where no file of a report's findings is below the root.
  func tellForeignFiles(_ report: Report, _ paths: SourcePaths) {
    guard let root else { return }
    let files = Set(report.findings.compactMap { paths.path(of: $0, in: report)?.path })
    guard !files.isEmpty, !files.contains(where: has) else { return }
    let what =
      files.count == 1
      ? "the file of the findings does not exist" : "no file of the findings exists"
    Message.note(
      "\(what) below \(Sanitizer.sanitized(root)), so no directories were stripped "
        + "(\(Sanitizer.sanitized(files.min() ?? "")))")
  }

  private static func text(of path: String) -> String? {
    guard let data = try? Data(contentsOf: URL(filePath: path)), data.count <= longestFile else {
      return nil
    }
    return String(decoding: data, as: UTF8.self)
  }
}
