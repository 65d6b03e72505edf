/// Captures of one process over time, by their names: numbers that count on, folders called by times,
/// before and after.
enum CaptureSeries {
  /// The series of two captures or more, each as paths with the earliest first.
  static func all(in inputs: [DumpInput]) -> [[String]] {
    var order: [String] = []
    var series: [String: [String]] = [:]
    for input in inputs where input.dumps.count == 1 && input.dumps[0].format != .crash {
      guard let key = key(of: input.path) else { continue }
      if series[key] == nil { order.append(key) }
      series[key, default: []].append(input.path)
    }
    return order.compactMap { key in
      guard let paths = series[key], paths.count > 1 else { return nil }
      return inOrder(paths)
    }
  }

  /// What the captures of a series have in common; nil for a name that tells no time. Only the last
  /// number that varies is one: what stands before it names a node or a process.
  private static func key(of path: String) -> String? {
    let name = CaptureName(path)
    let parts = name.stem.split(separator: "-", omittingEmptySubsequences: false)
    if parts.contains(where: { $0 == "before" || $0 == "after" }) {
      let rest = parts.filter { $0 != "before" && $0 != "after" }
      return name.folder + "/" + rest.joined(separator: "-")
    }
    if name.stem.contains(where: \.isNumber) {
      return name.folder + "/" + CaptureName.numbersAside(name.stem)
    }
    // A folder that is nothing but a time: `2026-11-21T08-42-26Z/goroutine.prof`.
    let cut = name.folder.lastIndex { $0 == "/" || $0 == ":" }
    let folder = cut.map { name.folder[name.folder.index(after: $0)...] } ?? name.folder[...]
    // Fewer digits number a node.
    guard folder.count(where: \.isNumber) > Swift.max(folder.count / 2, 5) else { return nil }
    let above = cut.map { String(name.folder[...$0]) } ?? ""
    return above + CaptureName.numbersAside(String(folder)) + "/" + name.stem
  }

  /// Those from before come first, then by the numbers in their names.
  private static func inOrder(_ paths: [String]) -> [String] {
    let isAfter = paths.map { $0.contains("after") }
    return paths.indices.sorted { a, b in
      isAfter[a] != isAfter[b] ? isAfter[b] : paths[a].isOrderedByNumbers(before: paths[b])
    }.map { paths[$0] }
  }
}

extension String {
  /// Whether the text comes first where numbers count as numbers: `t9` before `t10`.
  func isOrderedByNumbers(before other: String) -> Bool {
    var a = Array(utf8)[...]
    var b = Array(other.utf8)[...]
    while let first = a.first, let second = b.first {
      if first.isDigit, second.isDigit {
        let (x, y) = (a.prefix { $0.isDigit }, b.prefix { $0.isDigit })
        let (p, q) = (x.drop { $0 == 0x30 }, y.drop { $0 == 0x30 })
        if p.count != q.count { return p.count < q.count }
        if !p.elementsEqual(q) { return p.lexicographicallyPrecedes(q) }
        a = a.dropFirst(x.count)
        b = b.dropFirst(y.count)
      } else {
        if first != second { return first < second }
        a = a.dropFirst()
        b = b.dropFirst()
      }
    }
    return a.count < b.count
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self &- 0x30 < 10 }
}
