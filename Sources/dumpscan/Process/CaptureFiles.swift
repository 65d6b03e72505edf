#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import GoroutineDump
import LeakAnalysis
import Reporting

/// What the file system tells of captures.
enum CaptureFiles {
  /// Endings of files beside the captures that are no captures: reports and configurations.
  private static let otherEndings = [
    ".json", ".ndjson", ".md", ".html", ".sarif", ".xml", ".csv", ".yml", ".yaml",
  ]

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

  /// The files below a folder, by name, hidden ones aside.
  static func files(in directory: String) -> [String] {
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
    var queue = CaptureQueue(arguments, by: DumpReader(threads: threads))
    while let path = queue.path {
      do throws(DumpError) {
        let bundle = try queue.read()
        inputs += bundle.inputs
        BundleMessage.tell(bundle)
        for failure in bundle.failures { doubt(failure) }
        for limit in bundle.limits {
          doubts.append(GateDoubt(capture: path, reason: limit))
          status = max(status ?? .notADump, .notADump)
        }
      } catch {
        doubt(error)
      }
      if Interrupt.happened {
        doubts.append(GateDoubt(capture: path, reason: "not read: interrupted"))
        status = .interrupted
        break
      }
    }
  }

  private mutating func doubt(_ error: DumpError) {
    let failure = InputFailure(error: error)
    Message.error(failure.sentence)
    let capture = error.path
    doubts.append(GateDoubt(capture: capture, reason: Self.reason(failure, capture)))
    status = max(status ?? failure.status, failure.status)
  }

  /// The sentence without the path that it begins with, to go on behind a name.
  private static func reason(_ failure: InputFailure, _ path: String) -> String {
    if case .notFound = failure.error { return "file not found" }
    let sentence = failure.sentence
    let start = [path, "standard input"].map { Sanitizer.sanitized($0) + ": " }
      .first { sentence.hasPrefix($0) }
    return start.map { String(sentence.dropFirst($0.count)) } ?? sentence
  }
}
