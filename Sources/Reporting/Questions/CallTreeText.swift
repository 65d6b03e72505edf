import GoroutineDump
public import LeakAnalysis

/// Writes a call tree for a person: a line for each function at which stacks part, with how many
/// goroutines go through it.
public struct CallTreeText: Sendable {
  private let report: Report
  private let trees: [CallTree]
  private let options: TextOptions
  /// A limited tree leaves out branches of a smaller share of all goroutines: one in so many.
  private static let leastShare = 100

  /// The trees to write, one for each dump of the report.
  public init(_ report: Report, _ trees: [CallTree], options: TextOptions = TextOptions()) {
    self.report = report
    self.trees = trees
    self.options = options
  }

  /// Writes them.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    for (number, (analysis, tree)) in zip(report.dumps, trees).enumerated() {
      if number > 0 { page.line() }
      let all = Quantity.text(analysis.dump.goroutineCount, "goroutine")
      page.flow(
        [],
        [
          [Ink(DumpHeading.title(of: analysis.name), .bold)],
          [Ink("\(Quantity.text(tree.total)) of \(all)")],
        ])
      guard tree.total > 0 else { continue }
      page.line()
      Lines(tree, options).write(to: &page)
    }
    page.finish()
  }

  /// The lines of one tree.
  private struct Lines {
    private let tree: CallTree
    private let countWidth: Int
    private let usesUnicode: Bool
    private let limit: Int

    init(_ tree: CallTree, _ options: TextOptions) {
      self.tree = tree
      usesUnicode = options.usesUnicode
      limit = options.rowLimit
      countWidth = Swift.max(Quantity.text(tree.total).count, "COUNT".count)
    }

    /// What stands on a line: a node, or the branches that were left out beside it.
    private enum Line {
      case node(Int, prefix: String, isLast: Bool)
      case more(count: Int, goroutines: Int, prefix: String)
    }

    func write(to page: inout TextPage) {
      page.line([Ink("  " + "COUNT".leftPadded(to: countWidth) + "  SHARE  FUNCTION", .dim)])
      var shortener = NameShortener(ellipsis: page.options.ellipsis)
      var open = Array(lines(of: tree.roots, prefix: nil).reversed())
      while let line = open.popLast() {
        switch line {
        case .more(let count, let goroutines, let prefix):
          let what = count == 1 ? "1 smaller branch" : "\(Quantity.text(count)) smaller branches"
          page.line([
            Ink(columns(goroutines), .dim), Ink(prefix, .dim), Ink("\(what): --top 0", .dim),
          ])
        case .node(let number, let prefix, let isLast):
          let node = tree.nodes[number]
          let isRoot = prefix.isEmpty
          let branch = isRoot ? "" : usesUnicode ? (isLast ? "└ " : "├ ") : (isLast ? "` " : "+ ")
          let lead = prefix.dropFirst() + branch
          page.flow(
            [Ink(columns(node.count)), Ink(String(lead), .dim)],
            names(node.functions, page.options.width - columns(0).count - lead.count, &shortener))
          let below = isRoot ? " " : prefix + (isLast ? "  " : usesUnicode ? "│ " : "| ")
          open += lines(of: node.children, prefix: below).reversed()
        }
      }
    }

    /// The branches to show: of a limited tree the largest, what a person can look at.
    private func lines(of numbers: [Int], prefix: String?) -> [Line] {
      let shown =
        limit == 0
        ? numbers
        : Array(
          numbers.prefix(limit).filter {
            tree.nodes[$0].count * CallTreeText.leastShare >= tree.total
          })
      // A node that has only small branches still shows its largest one.
      let kept = shown.isEmpty ? Array(numbers.prefix(1)) : shown
      let rest = numbers.dropFirst(kept.count)
      var lines = kept.enumerated().map { place, number in
        Line.node(number, prefix: prefix ?? "", isLast: place == numbers.count - 1)
      }
      if !rest.isEmpty {
        let last = usesUnicode ? "└ " : "` "
        lines.append(
          .more(
            count: rest.count, goroutines: rest.reduce(0) { $0 + tree.nodes[$1].count },
            prefix: prefix.map { $0.dropFirst() + last } ?? ""))
      }
      return lines
    }

    private func columns(_ count: Int) -> String {
      "  " + Quantity.text(count).leftPadded(to: countWidth) + "  "
        + Quantity.percent(count, of: tree.total).leftPadded(to: 5) + "  "
    }

    /// A way without forks: its first function and its last one.
    private func names(
      _ functions: [String], _ room: Int, _ shortener: inout NameShortener
    ) -> [[Ink]] {
      let room = Swift.max(room, 20)
      guard let first = functions.first, let last = functions.last else { return [] }
      var phrases = [[Ink(shortener.shorten(first, to: room))]]
      if functions.count > 2 {
        phrases.append([Ink("(\(Quantity.text(functions.count - 2, "more frame")))", .dim)])
      }
      if functions.count > 1 { phrases.append([Ink(shortener.shorten(last, to: room), .bold)]) }
      return phrases
    }
  }
}
