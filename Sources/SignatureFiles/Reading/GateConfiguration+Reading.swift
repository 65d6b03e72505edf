import LeakAnalysis
import PCRE2

extension GateConfiguration {
  /// The section `gate:`; what it does not say stays the default.
  init(_ value: Value) throws(ConfigurationError) {
    self.init()
    let fields = try value.fields(known: [
      "failOn", "maxGoroutines", "maxGroup", "maxWait", "limits", "baseline", "tolerance",
      "toleranceFloor", "allowTruncated", "sourceRoot", "trimPrefix", "report",
    ])
    let said = fields.said
    if let field = said["failOn"] { failOn = field.setting(try field.word(FailOn.self)) }
    if let field = said["maxGoroutines"] { maxGoroutines = field.setting(try field.number()) }
    if let field = said["maxGroup"] { maxGroup = field.setting(try field.number()) }
    if let field = said["maxWait"] { maxWait = field.setting(try field.minutes()) }
    if let field = said["baseline"] { baseline = field.setting(try field.pathBesideFile()) }
    if let field = said["tolerance"] { tolerance = field.setting(try field.percent()) }
    if let field = said["toleranceFloor"] { toleranceFloor = field.setting(try field.number()) }
    if let field = said["allowTruncated"] {
      allowTruncated = field.setting(try field.text() == "true")
      guard ["true", "false"].contains(try field.text()) else {
        throw field.error("expected true or false")
      }
    }
    if let field = said["sourceRoot"] { sourceRoot = field.setting(try field.pathBesideFile()) }
    for entry in try said["trimPrefix"]?.entries() ?? [] {
      trimPrefixes.append(entry.setting(try entry.text()))
    }
    for (format, file) in try said["report"]?.fields() ?? [] {
      reports.append(
        file.setting(ReportFile(format: format, path: try file.pathBesideFile())))
    }
    reports.sort { $0.value.format < $1.value.format }
    for entry in try said["limits"]?.entries() ?? [] {
      groupLimits.append(entry.setting(try GroupLimit(entry)))
    }
  }
}

extension GateConfiguration.GroupLimit {
  /// An entry of `limits:`.
  fileprivate init(_ value: Value) throws(ConfigurationError) {
    let fields = try value.fields(known: ["match", "max", "maxWait"])
    guard let match = fields["match"] else {
      throw value.error("missing `match`: a limit needs a pattern for a function on the stack")
    }
    guard fields["max"] != nil || fields["maxWait"] != nil else {
      throw value.error("missing `max` or `maxWait`: a limit needs at least one")
    }
    let text = try match.text()
    do {
      self.init(
        pattern: try Pattern(text), maximum: try fields["max"]?.number(),
        maxWait: try fields["maxWait"]?.minutes())
    } catch let error as ConfigurationError {
      throw error
    } catch {
      throw match.error("\(error)")
    }
  }
}

extension Value {
  /// A value as a setting that this line makes.
  fileprivate func setting<Content: Sendable>(_ content: Content) -> Setting<Content> {
    Setting(content, from: .file(path: file, line: line))
  }

  /// A time: `10m`, `2h`, `1h30m`, or a number of minutes.
  fileprivate func minutes() throws(ConfigurationError) -> Int {
    var total = 0
    var rest = try text()[...]
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), number < 1_000_000 else {
        throw error("expected a time, for example 10m or 2h")
      }
      rest = rest[digits.endIndex...]
      switch rest.popFirst() {
      case "m", nil: total += number
      case "h": total += number * 60
      case "d": total += number * 1440
      default: throw error("expected a time, for example 10m or 2h")
      }
    }
    return total
  }

  /// `20%`, or `20`.
  fileprivate func percent() throws(ConfigurationError) -> Int {
    let text = try text()
    guard let number = Int(text.hasSuffix("%") ? text.dropLast() : text[...]), number >= 0 else {
      throw error("expected a percentage, for example 20%")
    }
    return number
  }

  /// A path, relative to the folder of this file.
  fileprivate func pathBesideFile() throws(ConfigurationError) -> String {
    let text = try text()
    guard !text.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return text }
    return file[...slash] + text
  }
}
