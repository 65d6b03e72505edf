/// The findings of a page, of each signature the first to be read and further places folded: a dump
/// with one defect in a thousand places must not hide what else is wrong.
struct FindingArticles {
  /// Findings of a signature that are written out, where there are more than a page should hold.
  private static let writtenLimit = 20
  /// Findings that a page holds whatever they are.
  private static let pageLimit = 200
  /// From so many on, further places of a signature are folded.
  private static let foldedFrom = 16
  /// Places of a signature that stay in sight, and how many more are not worth a fold.
  private static let inSight = 3
  private static let slack = 2

  /// The signature of each finding, in their order.
  private let signatures: [String]
  /// The findings that are written out, as indices.
  let written: [Int]

  /// Chooses among findings by their signatures.
  init(_ signatures: [String]) {
    self.signatures = signatures
    guard signatures.count > Self.pageLimit else {
      written = Array(signatures.indices)
      return
    }
    var taken: [String: Int] = [:]
    written = signatures.indices.filter { number in
      taken[signatures[number], default: 0] += 1
      return taken[signatures[number], default: 0] <= Self.writtenLimit
    }
  }

  /// The articles of the findings that are written out, each made of its index and of its place
  /// among them, by which the page's script knows it.
  func markup(_ make: (_ number: Int, _ place: Int) -> Markup) -> Markup {
    func article(_ place: Int) -> Markup { make(written[place], place) }
    let places = Array(written.indices)
    guard signatures.count >= Self.foldedFrom else { return "\(places.map(article))" }
    var bySignature: [String: [Int]] = [:]
    for place in places { bySignature[signatures[written[place]], default: []].append(place) }
    var all: [String: Int] = [:]
    for signature in signatures { all[signature, default: 0] += 1 }
    let parts = places.map { place -> Markup in
      let signature = signatures[written[place]]
      let alike = bySignature[signature] ?? []
      let total = all[signature] ?? 0
      if total <= Self.inSight + Self.slack { return article(place) }
      // The first stand where they belong; the others follow the last of those.
      guard let last = alike.prefix(Self.inSight).last, place <= last else { return "" }
      if place < last { return article(place) }
      return article(place) + rest(alike.dropFirst(Self.inSight), of: signature, total, article)
    }
    return "\(parts)"
  }

  private func rest(
    _ places: ArraySlice<Int>, of signature: String, _ total: Int, _ article: (Int) -> Markup
  ) -> Markup {
    let unwritten = total - Self.inSight - places.count
    let more: Markup =
      unwritten == 0
      ? ""
      : """
      <p class="rest">\(Quantity.text(unwritten)) more are not written out here: \
      <code>\(Tool.name) --format json</code> has all of them.</p>
      """
    return """
      <details class="further"><summary>\(Quantity.text(total - Self.inSight)) more places of \
      \(signature)</summary>
      \(places.map(article))\(more)</details>

      """
  }
}
