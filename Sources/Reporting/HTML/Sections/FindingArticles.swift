/// The findings of a page: the first to be read, further ones folded.
enum FindingArticles {
  /// From this many on, what follows is folded.
  private static let openLimit = 12

  static func markup(_ articles: [Markup]) -> Markup {
    guard articles.count > openLimit + 3 else { return "\(articles)" }
    let rest = Array(articles.dropFirst(openLimit))
    return """
      \(Array(articles.prefix(openLimit)))<details class="further"><summary>\
      \(Quantity.text(rest.count)) more findings</summary>
      \(rest)</details>

      """
  }
}
