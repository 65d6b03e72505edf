/// The findings of a page: where they are many, further places of a signature are folded, and not all
/// of them are written out.
struct FindingArticles {
  /// From so many on, further places are folded.
  private static let foldedFrom = 16
  /// Findings that a page holds whatever they are, and further places of each signature beyond that.
  private static let pageLimit = 200
  private static let furtherLimit = 17

  private let signatures: [String]
  private let parts: [FindingOrder.Part]
  /// The findings that are written out, as indices.
  let written: [Int]

  /// Chooses among findings by their signatures.
  init(_ signatures: [String]) {
    self.signatures = signatures
    let parts =
      signatures.count < Self.foldedFrom
      ? signatures.indices.map(FindingOrder.Part.finding) : FindingOrder(signatures).parts
    self.parts = parts
    written = parts.flatMap { part in
      switch part {
      case .finding(let number): [number]
      case .further(let numbers): Self.written(of: numbers, signatures.count)
      }
    }.sorted()
  }

  private static func written(of further: [Int], _ count: Int) -> [Int] {
    count > pageLimit ? Array(further.prefix(furtherLimit)) : further
  }

  /// The articles of the findings that are written out, each made of its index and of its place
  /// among them, by which the page's script knows it.
  func markup(_ make: (_ number: Int, _ place: Int) -> Markup) -> Markup {
    var places: [Int: Int] = [:]
    for (place, number) in written.enumerated() { places[number] = place }
    func article(_ number: Int) -> Markup { make(number, places[number] ?? 0) }
    let list = parts.map { part in
      switch part {
      case .finding(let number): article(number)
      case .further(let numbers): further(numbers, article)
      }
    }
    return "\(list)"
  }

  private func further(_ numbers: [Int], _ article: (Int) -> Markup) -> Markup {
    let written = Self.written(of: numbers, signatures.count)
    let more: Markup =
      written.count == numbers.count
      ? ""
      : """
      <p class="rest">\(Quantity.text(numbers.count - written.count)) more are not shown here: \
      <code>\(Tool.name) --format json</code> has all.</p>
      """
    return """
      <details class="further"><summary>\(Quantity.text(numbers.count)) more places of \
      \(signatures[numbers[0]])</summary>
      \(written.map(article))\(more)</details>

      """
  }
}
