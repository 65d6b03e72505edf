public import LeakAnalysis
import PCRE2

/// Writes the values that are in force for a gate, each with where it comes from, in the form of the
/// configuration file.
public struct GateConfigurationText: Sendable {
  private let configuration: GateConfiguration
  private let heading: String

  /// A configuration to write, behind a comment.
  public init(_ configuration: GateConfiguration, heading: String) {
    self.configuration = configuration
    self.heading = heading
  }

  /// Writes the values.
  public func write(to output: consuming ReportOutput) {
    var lines: [(text: String, origin: SettingOrigin)] = [
      ("failOn: \(configuration.failOn.value.rawValue)", configuration.failOn.origin),
      number("maxGoroutines", configuration.maxGoroutines),
      number("maxGroup", configuration.maxGroup),
      (
        "maxWait: \(configuration.maxWait.value.map { "\($0)m" } ?? "null")",
        configuration.maxWait.origin
      ),
      (
        "baseline: \(configuration.baseline.value.map(Self.quoted) ?? "null")",
        configuration.baseline.origin
      ),
      ("tolerance: \(configuration.tolerance.value)%", configuration.tolerance.origin),
      (
        "toleranceFloor: \(configuration.toleranceFloor.value)",
        configuration.toleranceFloor.origin
      ),
      (
        "allowTruncated: \(configuration.allowTruncated.value)",
        configuration.allowTruncated.origin
      ),
    ]
    lines.append(
      (
        "sourceRoot: \(configuration.sourceRoot.value.map(Self.quoted) ?? "null")",
        configuration.sourceRoot.origin
      ))
    if let first = configuration.trimPrefixes.first {
      lines.append(("trimPrefix:", first.origin))
      lines += configuration.trimPrefixes.map { ("  - \(Self.quoted($0.value))", $0.origin) }
    }
    if let first = configuration.reports.first {
      lines.append(("report:", first.origin))
      lines += configuration.reports.map {
        ("  \($0.value.format): \(Self.quoted($0.value.path))", $0.origin)
      }
    }
    if !configuration.groupLimits.isEmpty {
      let first = configuration.groupLimits[0].origin
      lines.append(("limits:", first))
      for limit in configuration.groupLimits {
        var text = "  - match: \(Self.quoted(limit.value.pattern.source))"
        if let maximum = limit.value.maximum { text += "\n    max: \(maximum)" }
        if let wait = limit.value.maxWait { text += "\n    maxWait: \(wait)m" }
        lines.append((text, limit.origin))
      }
    }
    output.write("# \(Sanitizer.sanitized(heading))\ngate:\n")
    for line in lines {
      var parts = line.text.split(separator: "\n").map { "  " + $0 }
      parts[0] = parts[0].padded(to: 40) + "  # \(Sanitizer.sanitized(line.origin.description))"
      output.write(parts.joined(separator: "\n") + "\n")
    }
    output.flush()
  }

  private func number(
    _ name: String, _ setting: Setting<Int?>
  ) -> (text: String, origin: SettingOrigin) {
    ("\(name): \(setting.value.map(String.init) ?? "null")", setting.origin)
  }

  /// A YAML scalar in single quotes.
  private static func quoted(_ text: String) -> String {
    var quoted = "'"
    for character in Sanitizer.sanitized(text) {
      quoted += character == "'" ? "''" : String(character)
    }
    return quoted + "'"
  }
}
