import GoroutineDump
import LeakAnalysis

/// The functions and places of a row, as lines of phrases: where first, by whom last.
struct RowNames {
  private let analysis: DumpAnalysis
  private let key: RowKey
  private let row: Row
  private(set) var shortener: NameShortener

  /// The parts of a key that are names, in the order that they are shown in.
  private static let order: [RowKey.Part] = [
    .handler, .site, .line, .file, .package, .top, .entry, .stack, .creator,
  ]

  init(
    _ analysis: DumpAnalysis, _ key: RowKey, _ row: Row, _ shortener: NameShortener
  ) {
    self.analysis = analysis
    self.key = key
    self.row = row
    self.shortener = shortener
  }

  /// The lines, never none, of which the first and the others have so many columns.
  mutating func lines(firstRoom: Int, room: Int) -> [[[Ink]]] {
    var lines: [[[Ink]]] = []
    for case .label(let name) in key.parts {
      let value = value(of: .label(name)) ?? ""
      lines.append([[Ink(value.isEmpty ? "no label \(name)" : "\(name)=\(value)", .bold)]])
    }
    var shown: Set<String> = []
    for part in Self.order {
      guard let name = value(of: part) else { continue }
      // The top of a stack is often the site: said once.
      if part == .top || part == .entry, shown.contains(name) { continue }
      if part == .top, isImplied(name) { continue }
      shown.insert(name)
      lines.append(phrases(part, name, lines.isEmpty ? firstRoom : room, isFirst: lines.isEmpty))
    }
    if value(of: .creator) == nil, let creator = row.creators.first {
      let name = analysis.dump.symbols.function(of: creator)
      lines.append(created(name, row.creators, lines.isEmpty ? firstRoom : room))
    }
    if lines.isEmpty { lines.append([]) }
    if row.leaked > 0, row.leaked < row.count {
      lines[0].append([Ink("\(Quantity.text(row.leaked)) proved leaked", .error)])
    }
    return lines
  }

  /// Whether the state says already where the stack's top is, in the table that nobody asked for:
  /// `internal/poll.runtime_pollWait` is what IO wait means.
  private func isImplied(_ top: String) -> Bool {
    key == .standard && top.contains(".runtime_")
  }

  private func value(of part: RowKey.Part) -> String? {
    key.parts.firstIndex(of: part).map { row.values[$0] }
  }

  private mutating func phrases(
    _ part: RowKey.Part, _ name: String, _ room: Int, isFirst: Bool
  ) -> [[Ink]] {
    let style: Ink.Style = isFirst ? .bold : .plain
    switch part {
    case .site: return named("", name, row.sites, style, room)
    case .top: return named(isFirst ? "" : "in ", name, row.tops, style, room)
    case .entry: return named(isFirst ? "" : "entry ", name, [], style, room)
    case .package: return named("package ", name, [], style, room)
    case .creator: return created(name, row.creators, room)
    case .stack: return stack(name, room)
    case .handler:
      return name.isEmpty ? [[Ink("no handler", .dim)]] : named("", name, [], style, room)
    case .file, .line: return [[Ink(name.isEmpty ? "no file" : name, .place)]]
    case .state, .wait, .minute, .label: return []
    }
  }

  private mutating func created(_ name: String, _ frames: [Frame], _ room: Int) -> [[Ink]] {
    guard !name.isEmpty else { return [[Ink("no creator shown", .dim)]] }
    let others = Set(frames.map(\.function)).count - 1
    guard others > 0 else { return named("created by ", name, frames, .dim, room) }
    if row.firstCreatorCount * 2 > row.count {
      return named("mostly created by ", name, frames, .dim, room)
    }
    return named("created by ", name, frames, .dim, room)
      + [[Ink("and \(Quantity.text(others, "other function"))", .dim)]]
  }

  private mutating func named(
    _ lead: String, _ name: String, _ frames: [Frame], _ style: Ink.Style, _ room: Int
  ) -> [[Ink]] {
    guard !name.isEmpty else { return [[Ink(lead + "(no frames)", style)]] }
    let short = shortener.shorten(name, to: room - lead.displayWidth)
    var phrases = [[Ink(lead, .dim), Ink(short, style)]]
    let places = places(frames, of: name)
    if !places.isEmpty {
      let file = frames.first { analysis.dump.symbols.function(of: $0) == name }
      phrases.append([Ink(places, .place, link: file.map(analysis.dump.symbols.file))])
    }
    return phrases
  }

  /// `main.go:22,31`: the last element of the file, and the lines of a function.
  private func places(_ frames: [Frame], of name: String) -> String {
    let symbols = analysis.dump.symbols
    let own = frames.filter { symbols.function(of: $0) == name && $0.line > 0 }
    guard let first = own.first else { return "" }
    let path = symbols.file(of: first)
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let lines = own.filter { $0.file == first.file }.map(\.line)
    let shown = lines.prefix(3).map(String.init).joined(separator: ",")
    let rest = own.count - Swift.min(lines.count, 3)
    return "\(file):\(shown)" + (rest > 0 ? " and \(rest) more" : "")
  }

  /// The innermost functions of a stack and its last ones.
  private mutating func stack(_ text: String, _ room: Int) -> [[Ink]] {
    let names = text.split(separator: " < ").map(String.init)
    guard names.count > 6 else { return names.map { [Ink(shortener.shorten($0, to: room))] } }
    let middle = [Ink("(\(names.count - 5) more)", .dim)]
    let inner = names.prefix(3).map { [Ink(shortener.shorten($0, to: room))] }
    let outer = names.suffix(2).map { [Ink(shortener.shorten($0, to: room))] }
    return inner + [middle] + outer
  }
}
