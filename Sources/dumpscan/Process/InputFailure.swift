import GoroutineDump
import Reporting

/// Why an input gave no dump, for the person who gave it: what it is, where, and what to do.
struct InputFailure {
  let error: DumpError

  /// How to capture a dump again.
  static let capture = "curl -sS 'http://HOST/debug/pprof/goroutine?debug=2'"

  /// One sentence.
  var sentence: String {
    let text = Sanitizer.sanitized(named.description)
    return switch error {
    case .notFound(let path) where Self.isURL(path):
      "\(Sanitizer.sanitized(path)): is a URL; dumpscan reads files only: "
        + "curl -sS '\(Sanitizer.sanitized(Self.asking(path)))' | dumpscan"
    case .notFound: text
    case .unreadable, .damaged: text
    case .isDirectory(let path): text + "; give the files in it (\(Sanitizer.sanitized(path))/*)"
    case .empty: text + "; try \(Self.capture)"
    case .notADump, .noDump: text + "; try \(Self.capture)"
    }
  }

  private static func isURL(_ path: String) -> Bool {
    path.hasPrefix("http://") || path.hasPrefix("https://")
  }

  /// The URL with the form that tells most, where it names none.
  private static func asking(_ url: String) -> String {
    guard url.hasSuffix("/debug/pprof/goroutine") else { return url }
    return url + "?debug=2"
  }

  /// How the program ends for it.
  var status: ExitStatus {
    switch error {
    case .notFound: .noInput
    case .unreadable: .inputOutput
    case .isDirectory, .empty, .notADump, .damaged, .noDump: .notADump
    }
  }

  /// The error with standard input called by its name.
  private var named: DumpError {
    let name = "standard input"
    return switch error {
    case .unreadable("-", let reason): .unreadable(path: name, reason: reason)
    case .isDirectory("-"): .isDirectory(path: name)
    case .empty("-"): .empty(path: name)
    case .notADump("-", let what): .notADump(path: name, what: what)
    case .damaged("-", let reason): .damaged(path: name, reason: reason)
    case .noDump("-", let members): .noDump(path: name, members: members)
    default: error
    }
  }
}
