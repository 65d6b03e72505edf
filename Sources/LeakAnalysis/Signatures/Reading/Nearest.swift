/// Finds what somebody meant who mistyped a word.
package enum Nearest {
  /// The candidate that takes the fewest changes, where it takes few enough to be meant.
  package static func match(_ word: String, in candidates: some Sequence<String>) -> String? {
    let limit = max(1, min(3, (word.count + 1) / 2))
    return candidates.map { ($0, distance(word.lowercased(), $0.lowercased())) }
      .filter { $0.1 <= limit }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  /// Characters to add, drop or replace.
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let change = left == right ? diagonal : diagonal + 1
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}

extension Catalogue {
  /// The id that somebody meant who mistyped it.
  public func nearestID(to id: String) -> String? {
    Nearest.match(id, in: signatures.map(\.id))
  }
}
