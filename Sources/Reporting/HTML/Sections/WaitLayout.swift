import LeakAnalysis

/// Where the boxes and arrows of a map of waits lie: whoever keeps others waiting at the left, those who
/// wait for it in the column to its right. Lengths are pixels.
struct WaitLayout {
  /// The upper left corner of each box.
  private(set) var corners: [(x: Int, y: Int)] = []
  private(set) var width = 0
  private(set) var height = 0
  private(set) var arrows: [Arrow] = []
  /// The column of each box, and its place from above.
  private var cells: [(column: Int, row: Int)] = []
  private let map: WaitMap

  /// A line, and the point and direction of its head; nil of a line that joins another one.
  struct Arrow {
    var path: String
    var tip: (x: Int, y: Int)?
    var pointsDown: Bool
    var grade: BlockerGrade
    var reason: String
    /// Where its grade is written, and whether that ends there; nil where another arrow's says it.
    var label: (x: Int, y: Int, isEnd: Bool)?
  }

  static let box = (width: 252, height: 86)
  private static let gap = (column: 108, row: 18)
  /// The height of a line that leads back, and of one from a box to itself.
  private static let lane = 22
  private static let edge = 2

  init(_ map: WaitMap) {
    self.map = map
    place()
    connect()
  }

  private func isBack(_ arrow: WaitMap.Arrow) -> Bool {
    arrow.from != arrow.to && cells[arrow.from].column != cells[arrow.to].column + 1
  }

  private mutating func place() {
    let columns = Self.columns(of: map)
    var rows: [Int: Int] = [:]
    cells = columns.map { column in
      defer { rows[column, default: 0] += 1 }
      return (column, rows[column] ?? 0)
    }
    let selves = Set(map.arrows.filter { $0.from == $0.to }.map(\.from))
    let lanes = map.arrows.count(where: isBack)
    // Room for what passes above, and beside boxes that are not the first of their column.
    var top = Self.edge + (lanes > 0 ? lanes * Self.lane + 14 : 0)
    if selves.contains(where: { cells[$0].row == 0 }) { top += Self.lane }
    let left = Self.edge + (map.arrows.contains { isBack($0) && cells[$0.from].row > 0 } ? 30 : 0)
    var bottoms: [Int: Int] = [:]
    for (number, cell) in cells.enumerated() {
      var y = bottoms[cell.column].map { $0 + Self.gap.row } ?? top
      if cell.row > 0, selves.contains(number) { y += Self.lane }
      let x = left + cell.column * (Self.box.width + Self.gap.column)
      corners.append((x, y))
      bottoms[cell.column] = y + Self.box.height
      width = max(width, x + Self.box.width + Self.edge)
      height = max(height, y + Self.box.height + Self.edge)
    }
    // Lines that enter a box of the last column from the right.
    if map.arrows.contains(where: { isBack($0) && cells[$0.to].row > 0 }) { width += 30 }
  }

  /// How many arrows lead from each box to whoever waits for nobody; in a ring to the root, which is the first.
  private static func columns(of map: WaitMap) -> [Int] {
    var columns = [Int?](repeating: nil, count: map.boxes.count)
    let waiting = Set(map.arrows.filter { $0.from != $0.to }.map(\.from))
    var queue = map.boxes.indices.filter { !waiting.contains($0) }
    for box in queue { columns[box] = 0 }
    var head = 0
    while true {
      while head < queue.count {
        let box = queue[head]
        head += 1
        for arrow in map.arrows where arrow.to == box && columns[arrow.from] == nil {
          columns[arrow.from] = (columns[box] ?? 0) + 1
          queue.append(arrow.from)
        }
      }
      guard let rest = columns.firstIndex(where: { $0 == nil }) else { break }
      columns[rest] = 0
      queue.append(rest)
    }
    return columns.map { $0 ?? 0 }
  }

  private mutating func connect() {
    var lane = 0
    // All arrows of one grade reach a box at one point, where the grade is written once.
    var docks: [Int: [BlockerGrade]] = [:]
    for arrow in map.arrows where arrow.from != arrow.to && !isBack(arrow) {
      if docks[arrow.to]?.contains(arrow.grade) != true {
        docks[arrow.to, default: []].append(arrow.grade)
      }
    }
    var labelled: Set<[Int]> = []
    for arrow in map.arrows {
      if arrow.from == arrow.to {
        arrows.append(selfArrow(arrow))
      } else if isBack(arrow) {
        arrows.append(backArrow(arrow, lane))
        lane += 1
      } else {
        let grades = docks[arrow.to] ?? []
        let dock = grades.firstIndex(of: arrow.grade) ?? 0
        // What they share is drawn once, so that dashes stay dashes.
        let isFirst = labelled.insert([arrow.to, dock]).inserted
        arrows.append(straightArrow(arrow, dock + 1, of: grades.count + 1, isFirst: isFirst))
      }
    }
  }

  private func straightArrow(
    _ arrow: WaitMap.Arrow, _ dock: Int, of docks: Int, isFirst: Bool
  ) -> Arrow {
    let (from, to) = (corners[arrow.from], corners[arrow.to])
    let start = (x: from.x, y: from.y + Self.box.height / 2)
    let end = (x: to.x + Self.box.width + 1, y: to.y + Self.box.height * dock / docks)
    // The last part is straight, for the grade to stand on.
    let joint = end.x + 58
    let path =
      "M\(start.x) \(start.y)C\(start.x - 34) \(start.y) \(joint + 24) \(end.y) \(joint) \(end.y)"
    return Arrow(
      path: isFirst ? path + "H\(end.x + 7)" : path, tip: isFirst ? end : nil, pointsDown: false,
      grade: arrow.grade, reason: arrow.reason,
      label: isFirst ? (end.x + 12, end.y - 6, false) : nil)
  }

  private func selfArrow(_ arrow: WaitMap.Arrow) -> Arrow {
    let corner = corners[arrow.to]
    let (start, end) = (corner.x + Self.box.width - 60, corner.x + Self.box.width - 22)
    return Arrow(
      path: "M\(start) \(corner.y)v-14q0-6 6-6H\(end - 6)q6 0 6 6v7", tip: (end, corner.y - 1),
      pointsDown: true, grade: arrow.grade, reason: arrow.reason,
      label: (start - 8, corner.y - 7, true))
  }

  /// A line that leads past other columns, or back to the one that waits: above all boxes.
  private func backArrow(_ arrow: WaitMap.Arrow, _ lane: Int) -> Arrow {
    let (from, to) = (corners[arrow.from], corners[arrow.to])
    let y = Self.edge + 16 + lane * Self.lane
    let middle = Self.box.width / 2 + 16 * lane
    var path: String
    let leaving: Int
    if cells[arrow.from].row == 0 {
      leaving = from.x + middle
      path = "M\(leaving) \(from.y)V\(y)"
    } else {
      leaving = from.x - 12 - 5 * lane
      path = "M\(from.x) \(from.y + 16)H\(leaving)V\(y)"
    }
    let isFirst = cells[arrow.to].row == 0
    let arriving = isFirst ? to.x + middle : to.x + Self.box.width + 14 + 5 * lane
    path += "H\(arriving)"
    var tip = (x: arriving, y: to.y - 1)
    if isFirst {
      path += "V\(to.y - 8)"
    } else {
      tip = (to.x + Self.box.width + 1, to.y + 16)
      path += "V\(tip.y)H\(tip.x + 7)"
    }
    return Arrow(
      path: path, tip: tip, pointsDown: isFirst, grade: arrow.grade, reason: arrow.reason,
      label: (min(leaving, arriving) + 10, y - 5, false))
  }
}
