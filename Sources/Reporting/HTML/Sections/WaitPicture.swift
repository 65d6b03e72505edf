import LeakAnalysis

/// Who waits for whom in an incident, drawn: boxes that lead to the goroutines, arrows that mean "waits for".
struct WaitPicture {
  let map: WaitMap
  let paths: SourcePaths

  /// What goes into a line of a box, in columns.
  private static let code = 30
  private static let words = 32
  private static let lineHeight = 18
  private static let padding = (x: 12, y: 20)

  var markup: Markup {
    let layout = WaitLayout(map)
    let boxes = map.boxes.indices.map { box($0, at: layout.corners[$0]) }
    return """
      <figure class="waits"><h4>Who waits for whom</h4>\
      <div class="drawing" role="group" tabindex="0" aria-label="Drawing of who waits for whom">\
      <svg viewBox="0 0 \(layout.width) \(layout.height)" width="\(layout.width)" \
      height="\(layout.height)">\(layout.arrows.map(arrow))\(boxes)</svg></div>\
      <figcaption>An arrow means “waits for”; its line is solid where that is certain, dashed \
      where likely, dotted where possible.\(undrawn)</figcaption>\
      <ul class="unseen">\(map.arrows.map(sentence))</ul></figure>

      """
  }

  private var undrawn: String {
    map.undrawn > 0 ? " Not drawn: \(Quantity.text(map.undrawn, "more goroutine"))." : ""
  }

  /// An arrow in words, for whoever does not see it.
  private func sentence(_ arrow: WaitMap.Arrow) -> Markup {
    let (from, to) = (map.boxes[arrow.from], map.boxes[arrow.to])
    let whom = arrow.from == arrow.to ? "itself" : Self.name(of: to)
    let verb = from.isHolder && from.goroutines.count < 2 || from.count == 1 ? "waits" : "wait"
    return """
      <li>\(Self.name(of: from)) \(verb) for \(whom) (\(arrow.grade.rawValue): \(arrow.reason))</li>
      """
  }

  /// `goroutine 88`, `goroutines 8, 9 and 10`, `213 in RLock`.
  private static func name(of box: WaitMap.Box) -> String {
    guard box.isHolder else { return "\(Quantity.text(box.count)) in \(box.operation)" }
    let ids = box.goroutines.map(String.init)
    guard let last = ids.last else {
      return box.count == 1 ? "a goroutine" : "one of \(Quantity.text(box.count, "goroutine"))"
    }
    if ids.count == 1 { return "goroutine \(last)" }
    return "goroutines \(ids.dropLast().joined(separator: ", ")) and \(last)"
  }

  private func arrow(_ arrow: WaitLayout.Arrow) -> Markup {
    let head: Markup =
      arrow.tip.map {
        let way = arrow.pointsDown ? "l-5-9h10z" : "l9-5v10z"
        return "<path class=\"head\" d=\"M\($0.x) \($0.y)\(way)\"/>"
      } ?? ""
    let label: Markup =
      arrow.label.map {
        let anchor: Markup = $0.isEnd ? " text-anchor=\"end\"" : ""
        return "<text x=\"\($0.x)\" y=\"\($0.y)\"\(anchor)>\(arrow.grade.rawValue)</text>"
      } ?? ""
    return """
      <g class="arrow \(arrow.grade.rawValue)"><title>\(arrow.grade.rawValue): \(arrow.reason)\
      </title><path d="\(arrow.path)"/>\(head)\(label)</g>
      """
  }

  private func box(_ number: Int, at corner: (x: Int, y: Int)) -> Markup {
    let box = map.boxes[number]
    let place = box.site
    let path = paths.path(of: place.file)
    let file = place.file.isEmpty ? "" : "\(Markup.shortPath(path)):\(place.line)"
    var doing = box.isHolder ? box.activity : ""
    if let minutes = box.waitMinutes {
      let time = Quantity.duration(minutes: minutes)
      doing += doing.isEmpty ? (box.count == 1 ? "for " : "for up to ") + time : ", \(time)"
    }
    let lines: [(kind: Markup, text: String)] = [
      ("who", Self.cut(Self.name(of: box), Self.words)),
      ("code", Self.function(place.function)), ("code dim", Self.cut(file, Self.code)),
      ("dim", Self.cut(doing, Self.words + 5)),
    ]
    let texts = lines.enumerated().map { index, line -> Markup in
      guard !line.text.isEmpty else { return "" }
      return """
        <text class="\(line.kind)" x="\(corner.x + Self.padding.x)" \
        y="\(corner.y + Self.padding.y + index * Self.lineHeight)">\(line.text)</text>
        """
    }
    let kind: Markup = map.isRoot(number) ? "box root" : "box"
    let id: Markup =
      box.goroutines.first.map { " data-goroutine=\"\(String($0))\"" } ?? ""
    return """
      <a class="\(kind)" href="#explore" data-function="\(place.function)"\(id)>\
      <title>\(place.function) \(path):\(place.line)</title>\
      <rect x="\(corner.x)" y="\(corner.y)" width="\(WaitLayout.box.width)" \
      height="\(WaitLayout.box.height)" rx="7"/>\(texts)</a>
      """
  }

  /// A function's name without the path before its package.
  private static func function(_ name: String) -> String {
    let end = name.firstIndex { $0 == "(" || $0 == "[" } ?? name.endIndex
    guard let slash = name[..<end].lastIndex(of: "/") else { return cut(name, code) }
    return cut(String(name[name.index(after: slash)...]), code)
  }

  /// A text in at most so many columns. Names that look alike then are told apart by the box's title.
  private static func cut(_ text: String, _ columns: Int) -> String {
    var shortener = NameShortener(ellipsis: "…")
    return shortener.shorten(text, to: columns)
  }
}
