#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import LeakAnalysis
import Reporting

/// What `fleet` reads beside captures, and where its issues go.
enum FleetFiles {
  /// The list of findings that are none.
  ///
  /// - Throws: how to end, where it cannot be read; the reason is printed on standard error.
  static func knownBenign(_ path: String?) throws -> KnownBenign {
    guard let path else { return KnownBenign() }
    let text = try text(of: path)
    do throws(KnownBenignError) {
      return try KnownBenign(text)
    } catch {
      Message.error(Sanitizer.sanitized("\(path): \(error.description)"))
      throw ExitStatus.configuration
    }
  }

  /// Who owns what; a line that cannot be read is told.
  ///
  /// - Throws: how to end, where the file cannot be read; the reason is printed on standard error.
  static func owners(_ path: String?) throws -> CodeOwners? {
    guard let path else { return nil }
    let owners = CodeOwners(try text(of: path))
    for problem in owners.problems { Message.note(Sanitizer.sanitized("\(path): \(problem)")) }
    return owners
  }

  /// Reads the rows of a map.
  ///
  /// - Throws: how to end, where one is invalid; the reason is printed on standard error.
  static func forEachRow(of path: String, _ body: (FleetRow) -> Void) throws {
    let name = path == "-" ? "standard input" : path
    try LineFile.forEachLine(of: path) { number, line in
      guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) else {
        return
      }
      do throws(FleetRowError) {
        body(try FleetRow(json: line))
      } catch {
        Message.error(Sanitizer.sanitized("\(name):\(number): \(error.description)"))
        throw ExitStatus.notADump
      }
    }
  }

  /// The files that issues go into, one for each owner; the folder is made where there is none.
  ///
  /// - Throws: how to end, where the folder cannot be made; the reason is printed on standard error.
  static func names(
    _ issues: [FleetIssues.Issue], in folder: String
  ) throws -> [(String, FleetIssues.Issue)] {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      Message.error("\(Sanitizer.sanitized(folder)): cannot create the directory")
      throw ExitStatus.inputOutput
    }
    var taken: Set<String> = []
    return issues.map { issue in
      var name = fileName(of: issue.owner)
      // `@a/b` and `@a-b` are two owners.
      while !taken.insert(name).inserted { name += "-2" }
      return ("\(folder)/\(name).md", issue)
    }
  }

  /// `@org/team-pay` as `org-team-pay`: nothing in an owner's name leads out of the folder.
  private static func fileName(of owner: String) -> String {
    let words = owner.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "no-owner" : words.joined(separator: "-")
  }

  private static func text(of path: String) throws -> String {
    let name = Sanitizer.sanitized(path)
    guard CaptureFiles.isFile(path) else {
      Message.error("\(name): file not found")
      throw ExitStatus.noInput
    }
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      Message.error("\(name): cannot read the file")
      throw ExitStatus.inputOutput
    }
    return String(decoding: data, as: UTF8.self)
  }
}
