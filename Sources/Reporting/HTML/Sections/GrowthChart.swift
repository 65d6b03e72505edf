import LeakAnalysis

/// The lines of the groups that change most, over the dumps of a series.
struct GrowthChart {
  private let series: [Trend.Series]
  private let positions: [Double]
  /// The number at the top.
  private let top: Int
  /// Where the lines begin: behind the longest number.
  private let left: Double
  /// Lines that can be told apart.
  private static let lineLimit = 6
  private static let width = 720.0
  private static let height = 240.0
  /// What the letters of a number take where a narrow window makes them large.
  private static let letter = 13.0
  private static let margin = (top: 12.0, bottom: 28.0, right: 16.0)

  init(_ trend: Trend) {
    series = Array(trend.series.filter { $0.course != .steady }.prefix(Self.lineLimit))
    top = Self.ceiling(series.flatMap(\.counts).max() ?? 1)
    left = Double(Quantity.text(top).count) * Self.letter + 10
    let count = trend.populations.count
    let seconds = trend.times?.seconds ?? (0..<count).map { Double($0) }
    let first = seconds.first ?? 0
    let length = Swift.max((seconds.last ?? 1) - first, 1)
    positions = seconds.map { ($0 - first) / length }
  }

  var markup: Markup {
    guard !series.isEmpty else { return "" }
    let grid = [0, top / 2, top].map { count -> Markup in
      let y = y(count)
      return """
        <line class="grid" x1="\(Self.number(left))" \
        x2="\(Self.number(Self.width - Self.margin.right))" y1="\(y)" y2="\(y)"/>\
        <text x="\(Self.number(left - 8))" y="\(y)" dy="4" text-anchor="end">\
        \(Quantity.text(count))</text>
        """
    }
    let marks = positions.enumerated().map { number, position -> Markup in
      let isEnd = number == 0 || number == positions.count - 1
      guard isEnd || positions.count <= 12 else { return "" }
      return """
        <text x="\(x(position))" y="\(Self.number(Self.height - 8))" \
        text-anchor="\(number == 0 ? "start" : isEnd ? "end" : "middle")">\
        \(isEnd && number == 0 ? "first dump" : isEnd ? "last dump" : String(number + 1))</text>
        """
    }
    let lines = series.enumerated().map { line, series -> Markup in
      let points = zip(positions, series.counts).map { "\(x($0)),\(y($1))" }
      let dots = zip(positions, series.counts).map {
        "<circle cx=\"\(x($0))\" cy=\"\(y($1))\" r=\"3\"/>" as Markup
      }
      return """
        <g class="line l\(line)"><polyline points="\(points.joined(separator: " "))"/>\(dots)</g>
        """
    }
    let legend = series.enumerated().map { line, series -> Markup in
      let name = series.member.site?.function ?? ""
      let counts =
        "\(Quantity.text(series.counts.first ?? 0)) to \(Quantity.text(series.counts.last ?? 0))"
      return """
        <li><svg class="key line l\(line)" viewBox="0 0 24 8" aria-hidden="true">\
        <polyline points="0,4 24,4"/></svg> \(Markup.function(name)) \
        <span class="dim">\(counts)</span></li>
        """
    }
    return """
      <figure class="chart"><svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
      aria-label="Goroutines of the groups that change most, dump by dump; the table below has \
      the numbers.">\(grid)\(marks)\(lines)</svg>
      <ul class="legend">\(legend)</ul></figure>

      """
  }

  /// A line the size of a word.
  static func sparkline(_ counts: [Int]) -> Markup {
    let most = Swift.max(counts.max() ?? 0, 1)
    let last = Swift.max(counts.count - 1, 1)
    let points = counts.enumerated().map { place, count in
      "\(number(Double(place) / Double(last) * 76 + 2)),\(number(18 - Double(count) / Double(most) * 16))"
    }
    return """
      <svg class="spark" viewBox="0 0 80 20" aria-hidden="true">\
      <polyline points="\(points.joined(separator: " "))"/></svg>
      """
  }

  /// The next round number from a count up that has a round half: 2, 4, 6, 8, 10, 20 …
  static func ceiling(_ count: Int) -> Int {
    var step = 1
    while step < count {
      for factor in [2, 4, 6, 8, 10] where step * factor >= count { return step * factor }
      step *= 10
    }
    return Swift.max(step, 2)
  }

  private func x(_ position: Double) -> String {
    Self.number(left + position * (Self.width - left - Self.margin.right))
  }

  private func y(_ count: Int) -> String {
    let room = Self.height - Self.margin.top - Self.margin.bottom
    return Self.number(Self.height - Self.margin.bottom - Double(count) / Double(top) * room)
  }

  /// A coordinate with one digit behind the point.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
  }
}
