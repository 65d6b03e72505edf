import ArgumentParser
import LeakAnalysis

/// How it is known which program a capture is of, and when it was taken.
struct OriginOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read service, instance, version, date and time of a capture from its path: "
        + "'{service}/{instance}/{time}.txt'. Other files are skipped.",
      valueName: "pattern"),
    transform: { text in
      do throws(PathPatternError) {
        return try PathPattern(text)
      } catch {
        throw ValidationError(error.description)
      }
    })
  var pathPattern: PathPattern?

  @Option(
    help: ArgumentHelp(
      "Set service, instance, version or time of every capture; repeatable.",
      valueName: "key=value"),
    transform: { try Tag($0) })
  var tag: [Tag] = []

  /// What the tags say.
  var tagged: CaptureOrigin {
    tag.reduce(into: CaptureOrigin()) { origin, tag in
      switch tag {
      case .service(let name): origin.service = name
      case .instance(let name): origin.instance = name
      case .version(let name): origin.version = name
      case .time(let seconds): origin.time = seconds
      }
    }
  }

  /// `KEY=VALUE`
  enum Tag {
    case service(String)
    case instance(String)
    case version(String)
    case time(Int)

    init(_ text: String) throws {
      guard let equals = text.firstIndex(of: "="), text.index(after: equals) < text.endIndex else {
        throw ValidationError("expected KEY=VALUE, for example service=pay")
      }
      let value = String(text[text.index(after: equals)...])
      switch text[..<equals] {
      case "service": self = .service(value)
      case "instance": self = .instance(value)
      case "version": self = .version(value)
      case "time":
        guard let seconds = CaptureTime.seconds(inName: value) else {
          throw ValidationError(
            "expected a time such as 2026-11-21T08:42:26Z or seconds since 1970, found '\(value)'")
        }
        self = .time(seconds)
      default:
        throw ValidationError(
          "unknown tag '\(text[..<equals])'; tags are service, instance, version, time")
      }
    }
  }
}
