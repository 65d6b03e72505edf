import GoroutineDump
import LeakAnalysis

/// One finding as an article: what, how many, how long, where, made by whom, why, and the fix.
struct FindingArticle {
  let finding: Finding
  /// Its name within the page.
  let anchor: String
  /// The position in the page's data, for the button that shows its goroutines; nil for none.
  var number: Int?
  /// Whether more than its head is to be seen at once.
  var isOpen = true
  /// The capture, where the page has several.
  var capture: String?
  /// How it stands to the baseline.
  var change: String?
  /// A stack of it.
  var stack: Markup?
  /// The stack of another group of the dump.
  var otherStack: (_ group: Int) -> Markup = { _ in "" }
  /// The id of one of its goroutines, and the command that shows more of it.
  var example: UInt64?
  var command: String?
  let paths: SourcePaths

  var markup: Markup {
    let severity = finding.severity.rawValue
    let open: Markup = isOpen ? " open" : ""
    let confidence = finding.confidence.rawValue
    return """
      <article class="finding \(severity)" id="\(anchor)"><details\(open)><summary>
      <span class="marks"><span class="severity">\(severity)</span> \
      <span>\(confidence == "proven" ? confidence : "confidence \(confidence)")</span> \
      <code>\(finding.signature)</code></span>
      <h3>\(capitalized(finding.title))</h3>
      <span class="size"><strong>\(size)</strong>\(waiting)\
      \(captureName)\(shortPlace)</span></summary>
      <div class="body">\(picture)<dl>\(lines)</dl>\(stackDetails)</div>
      \(button)</details></article>

      """
  }

  private var size: String {
    finding.count > 0 ? Quantity.text(finding.count, "goroutine") : "the whole dump"
  }

  /// The place, for a finding that is closed.
  private var shortPlace: Markup {
    finding.site.map {
      "<span class=\"at\"> <span class=\"dim\">at</span> \(Markup.function($0.function))</span>"
    } ?? ""
  }

  private var waiting: Markup {
    finding.wait.map { " waiting \(Quantity.sentence($0))" } ?? ""
  }

  private var captureName: Markup {
    capture.map { " <span class=\"dim\">in</span> <code>\($0)</code>" } ?? ""
  }

  private var lines: [Markup] {
    var lines: [Markup] = []
    lines += [place("Where", finding.site), source, line("Owner", owners)]
    lines.append(place("Called from", finding.calledFrom))
    lines.append(place("Created by", finding.createdBy))
    lines += [
      BlockerList(blockers: finding.blockedBy, paths: paths, stack: otherStack).markup, consequence,
    ]
    let evidence = finding.observations.isEmpty ? finding.evidence : finding.observations
    lines += [line("Evidence", evidence), line("Baseline", change ?? "")]
    lines += [line("Cause", finding.cause), line("Fix", finding.fix), see]
    lines += [line("Next", finding.advice)]
    // Signatures can be a user's own: what is no address of the web is no link.
    if finding.help.hasPrefix("https://") || finding.help.hasPrefix("http://") {
      lines.append(
        """
        <div><dt>More</dt><dd><a href="\(finding.help)" rel="noopener noreferrer">\(finding.help)</a>\
        </dd></div>
        """)
    } else {
      lines.append(line("More", finding.help))
    }
    return lines
  }

  private var owners: String { finding.owners.joined(separator: " ") }

  /// The lines around the place.
  private var source: Markup {
    guard let source = finding.source else { return "" }
    let lines: [Markup] = source.lines.enumerated().map { offset, text in
      let number = source.firstLine + offset
      let line: Markup = "\(number)  \(text.replacing("\t", with: "    "))\n"
      return number == source.line ? "<strong>\(line)</strong>" : line
    }
    return "<div><dt>Source</dt><dd><pre><code>\(lines)</code></pre></dd></div>"
  }

  /// The finding that this one follows from.
  private var consequence: Markup {
    guard let root = finding.consequenceOf else { return "" }
    return """
      <div><dt>Follows from</dt><dd><a href="#finding-\(root + 1)">finding \(root + 1)</a>: its \
      goroutines keep these waiting.</dd></div>
      """
  }

  /// One of its goroutines, and how a terminal shows more.
  private var see: Markup {
    guard let command else { return "" }
    let goroutine: Markup = example.map { "\(Markup.goroutine($0)): " } ?? ""
    return "<div><dt>See</dt><dd>\(goroutine)<code>\(command)</code></dd></div>"
  }

  private func line(_ word: String, _ text: String) -> Markup {
    text.isEmpty ? "" : "<div><dt>\(word)</dt><dd>\(Markup.prose(capitalized(text)))</dd></div>"
  }

  private func place(_ word: String, _ place: Place?) -> Markup {
    guard let place else { return "" }
    let path = paths.path(of: place.file)
    let name: Markup = "\(path):\(place.line)"
    let file: Markup =
      place.file.isEmpty
      ? ""
      : paths.address(of: path, line: place.line).map {
        " <small><a href=\"\($0)\" rel=\"noopener noreferrer\">\(name)</a></small>"
      } ?? " <small>\(name)</small>"
    return "<div><dt>\(word)</dt><dd>\(Markup.function(place.function))\(file)</dd></div>"
  }

  private var picture: Markup {
    finding.waits.map { WaitPicture(map: $0, paths: paths).markup } ?? ""
  }

  private var stackDetails: Markup {
    stack.map { "<div class=\"trace\"><h4>Stack</h4>\($0)</div>" } ?? ""
  }

  private var button: Markup {
    number.map {
      "<button type=\"button\" class=\"show interactive\" data-finding=\"\($0)\" hidden>"
        + "Show its goroutines</button>"
    } ?? ""
  }

  /// Texts of signatures begin small, for a terminal's lines.
  private func capitalized(_ text: String) -> String {
    guard let first = text.first, first.isLowercase, first.isASCII else { return text }
    // `sync.Mutex.Lock …` and `context.Background()` are names.
    guard !text.prefix(while: { $0 != " " }).contains(where: { ".()/".contains($0) }) else {
      return text
    }
    return first.uppercased() + text.dropFirst()
  }
}
