import GoroutineDump
import PCRE2

/// A question about what the goroutines of a group have in common; each name is looked at once.
final class GroupQuestion {
  enum Subject {
    case text(TextField, TextTest)
    case frame(TextTest)
    case count(Relation, Int)
    case line(FramePart, Relation, Int)
    case leaked
  }

  private let subject: Subject
  private let texts: GroupTexts
  /// What a name was found to be, by its index: functions, files and frames count apart.
  private var functions: [Int: Bool] = [:]
  private var files: [Int: Bool] = [:]
  private var frames: [Int8] = []

  init(_ subject: Subject, _ texts: GroupTexts) {
    self.subject = subject
    self.texts = texts
  }

  func answer(_ number: Int) throws(PatternError) -> Answer {
    let group = texts.analysis.groups[number]
    switch subject {
    case .leaked: return Answer(group.isLeaked)
    case .count(let comparison, let count): return Answer(comparison.holds(group.count, count))
    case .line(let part, let comparison, let line):
      let frame = part.frame(of: group)
      return Answer(
        frame.flatMap { $0.line > 0 ? comparison.holds(Int($0.line), line) : nil })
    case .frame(let test): return Answer(try hasFrame(group, test))
    case .text(.place(let part, .function), let test):
      return Answer(try isFunction(part.frame(of: group), test))
    case .text(.handler, let test):
      return Answer(try isFunction(texts.handlers.handler(of: group), test))
    case .text(let field, let test):
      for text in texts.texts(field, of: group) where try test.accepts(text) { return .yes }
      return .no
    }
  }

  private func isFunction(_ frame: Frame?, _ test: TextTest) throws(PatternError) -> Bool {
    guard let frame else { return try test.accepts("") }
    let index = Int(frame.function)
    if let known = functions[index] { return known }
    let answer = try test.accepts(texts.symbols.functions[index])
    functions[index] = answer
    return answer
  }

  private func hasFrame(_ group: Group, _ test: TextTest) throws(PatternError) -> Bool {
    let symbols = texts.symbols
    if frames.isEmpty { frames = Array(repeating: -1, count: symbols.frames.count) }
    let stack = symbols.stacks[Int(texts.analysis.dump.samples[group.sample].stack)]
    for index in symbols.frameIndices(of: stack) {
      if frames[Int(index)] < 0 {
        frames[Int(index)] = try isFrame(symbols.frames[Int(index)], test) ? 1 : 0
      }
      if frames[Int(index)] == 1 { return true }
    }
    return false
  }

  /// Whether a frame's function, path or `path:line` is meant.
  private func isFrame(_ frame: Frame, _ test: TextTest) throws(PatternError) -> Bool {
    if try isFunction(frame, test) { return true }
    let file = Int(frame.file)
    let path = texts.symbols.files[file]
    if path.isEmpty { return false }
    if let known = files[file] {
      if known { return true }
    } else {
      let answer = try test.accepts(path)
      files[file] = answer
      if answer { return true }
    }
    return frame.line > 0 ? try test.accepts("\(path):\(frame.line)") : false
  }
}

/// The texts of the groups of a dump that queries ask for.
final class GroupTexts {
  let analysis: DumpAnalysis
  private(set) lazy var handlers = Handlers(analysis)
  private lazy var fingerprints = FingerprintTable(analysis)

  var symbols: Symbols { analysis.dump.symbols }

  init(_ analysis: DumpAnalysis) { self.analysis = analysis }

  /// The texts that a field has: one, or, of a state that is spelled in two ways, both.
  func texts(_ field: TextField, of group: Group) -> [String] {
    let sample = analysis.dump.samples[group.sample]
    switch field {
    case .state:
      let reported = sample.reportedState
      return reported.isEmpty ? [group.state.name] : [group.state.name, reported]
    case .stateSource: return [sample.stateSource.rawValue]
    case .package: return [group.site.map(analysis.package) ?? ""]
    case .handler: return [handlers.handler(of: group).map(symbols.function) ?? ""]
    case .fingerprint: return [fingerprints.fingerprint(of: group).description]
    case .place(let part, let text):
      guard let frame = part.frame(of: group) else { return [""] }
      return [text == .file ? symbols.file(of: frame) : symbols.function(of: frame)]
    case .label(let key):
      return [analysis.dump.labels(of: sample).first { $0.key == key }?.value ?? ""]
    }
  }
}

extension FramePart {
  /// The frame of a group.
  func frame(of group: Group) -> Frame? {
    switch self {
    case .top: group.top
    case .site: group.site
    case .entry: group.entry
    case .createdBy: group.creator
    }
  }
}

extension TextTest {
  /// Whether a text passes; an empty one stands for one that is not there, which no pattern matches.
  func accepts(_ text: String) throws(PatternError) -> Bool {
    switch self {
    case .equals(let wanted): text == wanted
    case .matches(let pattern): text.isEmpty ? false : try pattern.matches(text)
    }
  }
}
