/// How a page for people lists findings: of each signature the first where they belong, further ones
/// together behind the last of those. A defect in a thousand places must not hide what else is wrong.
struct FindingOrder {
  enum Part {
    /// A finding, by its index.
    case finding(Int)
    /// Further places of the signature of the finding before.
    case further([Int])
  }

  let parts: [Part]
  /// Findings of a signature that stand by themselves, and how many more get no list of their own.
  private static let inSight = 3
  private static let slack = 2

  /// The order of findings with these signatures, which are in order themselves.
  init(_ signatures: [String]) {
    // Findings of a signature mostly follow each other: its list is looked up once for all of those.
    var places: [String: Int] = [:]
    var lists: [[Int]] = []
    var listOfFinding: [Int] = []
    for (number, signature) in signatures.enumerated() {
      if number > 0, signature == signatures[number - 1] {
        listOfFinding.append(listOfFinding[number - 1])
      } else {
        let place = places[signature] ?? lists.count
        if place == lists.count {
          places[signature] = place
          lists.append([])
        }
        listOfFinding.append(place)
      }
      lists[listOfFinding[number]].append(number)
    }
    var parts: [Part] = []
    for number in signatures.indices {
      let alike = lists[listOfFinding[number]]
      let sight = alike.count <= Self.inSight + Self.slack ? alike.count : Self.inSight
      guard number <= alike[sight - 1] else { continue }
      parts.append(.finding(number))
      if number == alike[sight - 1], alike.count > sight {
        parts.append(.further(Array(alike[sight...])))
      }
    }
    self.parts = parts
  }
}
