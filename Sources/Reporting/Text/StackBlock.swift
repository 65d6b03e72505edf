import GoroutineDump
import LeakAnalysis

/// A whole stack, a line per frame, innermost first; what belongs to Go's own library stands back.
struct StackBlock {
  private let analysis: DumpAnalysis
  private let indent: Int
  /// The arguments of each frame, where one goroutine is shown and they are known.
  private let arguments: ArgumentLists
  /// How far a file stands in below its function, where both do not fit on a line.
  private static let hang = 4

  init(_ analysis: DumpAnalysis, indent: Int, arguments: ArgumentLists = ArgumentLists()) {
    self.analysis = analysis
    self.indent = indent
    self.arguments = arguments
  }

  /// Writes the frames of a group, and who created it.
  func write(_ group: Group, creator id: UInt64 = 0, to page: inout TextPage) {
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    let frames = analysis.frames(of: group)
    for (place, frame) in frames.enumerated() {
      var words = ""
      if place < arguments.count, !arguments[place].isEmpty {
        words = "(" + arguments[place].map(\.text).joined(separator: ", ") + ")"
      }
      write("", frame, words, &shortener, to: &page)
    }
    if frames.isEmpty { page.line([TextPage.space(indent), Ink("(no frames)", .dim)]) }
    let elided = analysis.dump.symbols.stacks[
      Int(analysis.dump.samples[group.sample].stack)
    ].elidedFrames
    if elided > 0 {
      let text = "(\(Quantity.text(Int(elided), "frame")) elided by the runtime)"
      page.line([TextPage.space(indent), Ink(text, .dim)])
    }
    if let creator = group.creator {
      write("created by ", creator, id > 0 ? " in goroutine \(id)" : "", &shortener, to: &page)
    }
  }

  private func write(
    _ lead: String, _ frame: Frame, _ tail: String, _ shortener: inout NameShortener,
    to page: inout TextPage
  ) {
    let place = analysis.place(frame)
    let isLibrary = StandardLibrary.contains(place.function)
    let room = page.options.width - indent - 2
    let name = shortener.shorten(place.function, to: room - lead.displayWidth)
    var line = [TextPage.space(indent), Ink(lead, .dim), Ink(name, isLibrary ? .dim : .plain)]
    line.append(Ink(tail, .dim))
    if !place.file.isEmpty {
      let text = shortener.shorten("\(place.file):\(place.line)", to: room - Self.hang)
      let file = Ink(text, isLibrary ? .dim : .place, link: place.file)
      if line.width + 2 + file.width > page.options.width {
        page.line(line)
        line = [TextPage.space(indent + Self.hang), file]
      } else {
        line += [TextPage.space(2), file]
      }
    }
    page.line(line)
  }
}

extension Argument {
  /// The word as the runtime prints it.
  var text: String { "0x" + String(value, radix: 16) + (isUncertain ? "?" : "") }
}

/// The distinct stacks of a row, below it.
struct RowStacks {
  private let analysis: DumpAnalysis
  private let limit: Int
  private static let indent = 6

  /// - Parameter limit: stacks of one row; a row that gathers more is better asked for by stack.
  init(_ analysis: DumpAnalysis, limit: Int = 5) {
    self.analysis = analysis
    self.limit = limit
  }

  func write(_ row: Row, to page: inout TextPage) {
    var order: [Int32] = []
    var counts: [Int32: Int] = [:]
    var groups: [Int32: Group] = [:]
    for index in row.groups {
      let group = analysis.groups[index]
      let stack = analysis.dump.samples[group.sample].stack
      if groups[stack] == nil { order.append(stack) }
      groups[stack] = groups[stack] ?? group
      counts[stack, default: 0] += group.count
    }
    for stack in order.prefix(limit) {
      guard let group = groups[stack] else { continue }
      if order.count > 1 {
        let size = Quantity.text(counts[stack] ?? 0, "goroutine")
        page.line([TextPage.space(Self.indent - 2), Ink("\(size) of this stack:", .dim)])
      }
      StackBlock(analysis, indent: Self.indent).write(group, to: &page)
    }
    if order.count > limit {
      let rest = Quantity.text(order.count - limit, "more stack")
      page.line([TextPage.space(Self.indent), Ink("and \(rest): --by stack", .dim)])
    }
    page.line()
  }
}
