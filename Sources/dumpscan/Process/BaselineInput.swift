#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import LeakAnalysis
import Reporting

/// Reads the file of accepted groups.
enum BaselineInput {
  /// The baseline in a file.
  ///
  /// - Throws: how to end, where there is none; the reason is printed on standard error.
  static func read(_ path: String) throws -> Baseline {
    let name = Sanitizer.sanitized(path)
    guard CaptureFiles.isFile(path) else {
      Message.error(
        "\(name): baseline not found; create one with `dumpscan baseline CAPTURE -o \(name)`"
      )
      throw ExitStatus.configuration
    }
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      Message.error("\(name): cannot read the baseline")
      throw ExitStatus.configuration
    }
    do throws(BaselineError) {
      return try Baseline(json: Array(data))
    } catch {
      Message.error("\(name): the baseline \(Sanitizer.sanitized(error.description))")
      throw ExitStatus.configuration
    }
  }
}
