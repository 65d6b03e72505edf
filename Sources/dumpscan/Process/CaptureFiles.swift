#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import GoroutineDump
import LeakAnalysis
import Reporting

/// The captures that a pipeline names: files, standard input, and directories with all they hold.
struct CaptureFiles {
  /// The files, in the order of the command line; those of a directory by name.
  private(set) var paths: [String] = []
  /// Directories that hold no capture.
  private(set) var empty: [GateDoubt] = []

  /// Endings of files beside the captures that are no captures: reports and configurations.
  private static let otherEndings = [
    ".json", ".ndjson", ".md", ".html", ".sarif", ".xml", ".csv", ".yml", ".yaml",
  ]

  init(_ arguments: [String]) {
    for path in arguments {
      guard path != "-", Self.isDirectory(path) else {
        paths.append(path)
        continue
      }
      let files = Self.files(in: path)
      paths += files
      if files.isEmpty {
        empty.append(GateDoubt(capture: path, reason: "is a directory without a capture"))
      }
    }
  }

  /// Seconds since 1970 at which a file was last written; nil where it is no file.
  static func modificationTime(of path: String) -> Double? {
    guard path != "-", let values = try? FileManager.default.attributesOfItem(atPath: path),
      let date = values[.modificationDate] as? Date
    else { return nil }
    return date.timeIntervalSince1970
  }

  static func isDirectory(_ path: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
  }

  static func isFile(_ path: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory
  }

  private static func files(in directory: String) -> [String] {
    guard let names = try? FileManager.default.subpathsOfDirectory(atPath: directory) else {
      return []
    }
    let root = directory.hasSuffix("/") ? directory : directory + "/"
    return names.sorted().filter { name in
      !name.split(separator: "/").contains { $0.hasPrefix(".") }
        && !otherEndings.contains { name.hasSuffix($0) } && isFile(root + name)
    }.map { root + $0 }
  }
}

/// What was read of some captures; what was not is a doubt, never passed over.
struct CaptureReading {
  private(set) var inputs: [DumpInput] = []
  private(set) var doubts: [GateDoubt] = []
  /// The worst way in which a capture could not be read.
  private(set) var status: ExitStatus?

  init(_ arguments: [String], threads: Int) {
    let files = CaptureFiles(arguments)
    doubts = files.empty
    if !doubts.isEmpty { status = .notADump }
    let reader = DumpReader(threads: threads)
    for path in files.paths {
      do throws(DumpError) {
        inputs.append(try ProgressLine.read(path, by: reader))
      } catch {
        let failure = InputFailure(error: error)
        Message.error(failure.sentence)
        doubts.append(GateDoubt(capture: path, reason: Self.reason(failure, path)))
        status = max(status ?? failure.status, failure.status)
      }
      if Interrupt.happened {
        doubts.append(GateDoubt(capture: path, reason: "was not read: interrupted"))
        status = .interrupted
        break
      }
    }
  }

  /// The sentence without the path that it begins with, to go on behind a name.
  private static func reason(_ failure: InputFailure, _ path: String) -> String {
    if case .notFound = failure.error { return "is not there: no such file" }
    let sentence = failure.sentence
    let start = [path, "standard input"].map { Sanitizer.sanitized($0) + ": " }
      .first { sentence.hasPrefix($0) }
    return start.map { String(sentence.dropFirst($0.count)) } ?? sentence
  }
}
