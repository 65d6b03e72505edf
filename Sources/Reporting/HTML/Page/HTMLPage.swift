import Gzip

/// Writes a report into the template: its title, what is read, and the data of what is played with.
struct HTMLPage {
  /// What a browser's tab shows.
  let title: String
  /// What stands before the stacks and groups: the answer.
  var summary: Markup = ""
  /// What stands behind them.
  var details: Markup = ""
  /// The groups and stacks, for the script; nil for a page without any.
  let data: ReportData?

  /// From this size on the data is compressed: a script reads either.
  private static let longestPlainData = 32 << 10

  init(title: String, data: ReportData? = nil) {
    self.title = title
    self.data = data
  }

  func write(to output: consuming ReportOutput) {
    for piece in HTMLTemplate.pieces {
      switch piece {
      case .text(let text): output.write(text)
      case .slot(.title): output.write(Markup.escaped(title))
      case .slot(.style): output.write(HTMLTemplate.style)
      case .slot(.script): output.write(HTMLTemplate.script)
      case .slot(.summary): output.write(summary.html)
      case .slot(.details): output.write(details.html)
      case .slot(.tool): output.write(Markup.escaped("\(Tool.name) \(Tool.version)"))
      case .slot(.data): writeData(to: &output)
      }
    }
    output.flush()
  }

  private func writeData(to output: inout ReportOutput) {
    guard let json = data?.json else { return }
    if json.count > Self.longestPlainData, let packed = try? GzipEncoder.encode(json) {
      output.write(#"<script type="application/gzip" id="data">"#)
      output.write(utf8: Base64.encoded(packed)[...])
    } else {
      output.write(#"<script type="application/json" id="data">"#)
      output.write(utf8: Self.withoutTags(json)[...])
    }
    output.write("</script>")
  }

  /// JSON in which no text can end the element that it stands in: `<` is inside of texts only.
  private static func withoutTags(_ json: [UInt8]) -> [UInt8] {
    var safe: [UInt8] = []
    safe.reserveCapacity(json.count + 64)
    for byte in json {
      if byte == UInt8(ascii: "<") {
        safe.append(contentsOf: #"\u003c"#.utf8)
      } else {
        safe.append(byte)
      }
    }
    return safe
  }
}
