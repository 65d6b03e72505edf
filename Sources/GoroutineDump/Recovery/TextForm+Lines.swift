/// What stands before or behind every line, where one shape for all lines does not describe it.
extension TextForm {
  static let lineForms: [TextForm] = [
    carriageReturns, overwritten, colours, bars, lineNumbers, grepContext, suffix, sharedPrefix,
    containerParts,
  ]

  /// Line ends that are carriage returns alone.
  private static let carriageReturns = TextForm("carriage returns") { text in
    guard text.contains(13) else { return nil }
    var changed = text
    var hasLone = false
    for index in text.indices where text[index] == 13 {
      if index + 1 < text.count, text[index + 1] == 10 { continue }
      changed[index] = 10
      hasLone = true
    }
    return hasLone ? changed : nil
  }

  /// What a terminal wrote over: only what stands behind the last carriage return of a line was seen.
  /// The meter of curl runs into the line behind it.
  private static let overwritten = TextForm("lines written over") { text in
    guard text.contains(13) else { return nil }
    var changed: [UInt8] = []
    for line in text.lines {
      var end = line.endIndex
      while end > line.startIndex, line[end - 1] == 13 { end -= 1 }
      var seen = line[..<end]
      if let last = seen.lastIndex(of: 13) { seen = seen[(last + 1)...] }
      if seen.hasPrefix("\u{1b}[K") { seen = seen.dropFirst(3) }
      if let meter = seen.position(of: "--:--:--"), let anchor = seen.anchor {
        var start = anchor
        while start < seen.endIndex, seen[start] &- 0x30 < 10 { start += 1 }
        if start > meter { seen = seen[start...] }
      }
      changed += seen
      changed.append(10)
    }
    return changed
  }

  /// Colours and other sequences of a terminal, wherever they stand.
  private static let colours = TextForm("terminal colours") { text in
    guard text.contains(0x1b) else { return nil }
    return text.rewritten(at: 0x1b) { escape, _ in
      var index = escape + 1
      guard index < text.count else { return index }
      if text[index] == UInt8(ascii: "[") {
        index += 1
        while index < text.count, text[index] >= 0x20, text[index] < 0x40 { index += 1 }
        index += 1
      } else if text[index] == UInt8(ascii: "]") {
        while index < text.count, text[index] != 7, text[index] != 10, text[index] != 0x1b {
          index += 1
        }
        if index < text.count, text[index] == 7 { index += 1 }
      } else {
        index += 1
      }
      return Swift.min(index, text.count)
    }
  }

  /// The bar that loggers draw before each line of a field of many lines.
  private static let bars = TextForm("bars before lines") { text in
    guard text.has("| ") || text.has("│") || text.has("┃") else { return nil }
    var count = 0
    var changed: [UInt8] = []
    for line in text.lines {
      var start = line.startIndex
      while start < line.endIndex, line[start] == 32 || line[start] == 9 { start += 1 }
      let rest = line[start...]
      let width =
        rest.hasPrefix("│") || rest.hasPrefix("┃") || rest.hasPrefix("▏")
        ? 3 : rest.hasPrefix("|") ? 1 : 0
      if width > 0 {
        count += 1
        start += width
        if start < line.endIndex, line[start] == 32 { start += 1 }
        changed += line[start...]
      } else {
        changed += line
      }
      changed.append(10)
    }
    return count > 1 ? changed : nil
  }

  /// Numbers of lines, as `cat -n`, `nl`, `less -N` and editors print them.
  private static let lineNumbers = TextForm("line numbers") { text in
    var changed: [UInt8] = []
    var last = -1
    var numbered = 0
    var lineCount = 0
    for line in text.lines {
      lineCount += 1
      var cursor = 0
      let bytes = line.span
      while cursor < bytes.count, bytes[cursor] == 32 { cursor += 1 }
      if let number = bytes.decimal(&cursor), Int(clamping: number) > last,
        cursor == bytes.count || " \t:|".utf8.contains(bytes[cursor])
      {
        last = Int(clamping: number)
        numbered += 1
        changed += line.dropFirst(cursor + 1)
      } else {
        changed += line
      }
      changed.append(10)
    }
    return numbered > 1 && numbered * 10 >= lineCount * 8 ? changed : nil
  }

  /// `grep -A`: a colon behind the name (and number) of a hit, a hyphen behind those of lines around it.
  private static let grepContext = TextForm("names of files") { text in
    let lines = text.lines
    guard let hit = lines.first(where: { $0.anchor ?? $0.startIndex > $0.startIndex }),
      let anchor = hit.anchor, hit[anchor - 1] == UInt8(ascii: ":")
    else { return nil }
    var name = hit[..<(anchor - 1)]
    var hasNumber = false
    var digits = name.endIndex
    while digits > name.startIndex, name[digits - 1] &- 0x30 < 10 { digits -= 1 }
    if digits < name.endIndex, digits == name.startIndex || name[digits - 1] == 0x3a {
      hasNumber = true
      name = name[..<Swift.max(digits - 1, name.startIndex)]
    }
    let marks: [UInt8] = [UInt8(ascii: ":"), UInt8(ascii: "-")]
    var taken = 0
    var changed: [UInt8] = []
    for line in lines {
      if line.elementsEqual("--".utf8) { continue }
      var start = line.startIndex
      var fits = true
      if !name.isEmpty {
        fits =
          line.starts(with: name) && line.count > name.count
          && marks.contains(line[start + name.count])
        start += name.count + 1
      }
      if fits, hasNumber {
        let first = start
        while start < line.endIndex, line[start] &- 0x30 < 10 { start += 1 }
        fits = start > first && start < line.endIndex && marks.contains(line[start])
        start += 1
      }
      if fits { taken += 1 }
      changed += fits ? line[start...] : line
      changed.append(10)
    }
    return taken > 1 ? changed : nil
  }

  /// What stands behind every line, as it does behind a header: the end of a table's row, a comma.
  private static let suffix = TextForm("text behind lines") { text in
    let lines = text.lines
    for line in lines {
      guard let anchor = line.anchor, let end = line.endOfHeading(from: anchor) else { continue }
      var rest = line[end...]
      while rest.last == 13 { rest = rest.dropLast() }
      guard !rest.isEmpty, rest.count < 64, !rest.isBlank else { continue }
      let suffix = Array(rest)
      var taken = 0
      var changed: [UInt8] = []
      for line in lines {
        var line = line
        while line.last == 13 { line = line.dropLast() }
        if line.count >= suffix.count, line.suffix(suffix.count).elementsEqual(suffix) {
          line = line.dropLast(suffix.count)
          taken += 1
        }
        changed += line
        changed.append(10)
      }
      return taken > 1 ? changed : nil
    }
    return nil
  }

  /// The lines that begin as the first one of a dump does, and no others: a field that stands on a line of
  /// its own among other fields.
  private static let sharedPrefix = TextForm("fields on lines of their own") { text in
    let lines = text.lines
    guard let first = lines.first(where: { $0.anchor != nil }), let anchor = first.anchor,
      anchor - first.startIndex > 1, anchor - first.startIndex < 128
    else { return nil }
    let prefix = first[..<anchor]
    var taken: [ArraySlice<UInt8>] = []
    for line in lines {
      if line.starts(with: prefix) {
        taken.append(line.dropFirst(prefix.count))
      } else if FieldReadings.isLikely(Array(line)) {
        // What is left out has nothing of a dump.
        return nil
      }
    }
    return taken.count > 2 ? Array(joining: taken) : nil
  }

  /// Lines of a container's log as its runtime writes them: one that is marked `P` goes on in the next.
  private static let containerParts = TextForm("container log") { text in
    guard text.has(" P ") else { return nil }
    var changed: [UInt8] = []
    var taken = 0
    for line in text.lines {
      let fields = line.split(separator: 32, maxSplits: 3, omittingEmptySubsequences: false)
      guard fields.count > 2,
        fields[1].elementsEqual("stdout".utf8)
          || fields[1].elementsEqual("stderr".utf8),
        let mark = fields[2].first, fields[2].count == 1
      else {
        changed += line
        changed.append(10)
        continue
      }
      taken += 1
      if fields.count > 3 { changed += fields[3] }
      if mark != UInt8(ascii: "P") { changed.append(10) }
    }
    return taken > 0 ? changed : nil
  }
}

extension ArraySlice where Element == UInt8 {
  /// Where the header of a goroutine, or the first line of a profile, ends that stands at `anchor`; nil
  /// where it has no end.
  fileprivate func endOfHeading(from anchor: Int) -> Int? {
    let heading = self[anchor...]
    if let colon = heading.position(of: "]:") { return colon + 2 }
    guard let total = heading.position(of: " profile: total ") else { return nil }
    return self[(total + 16)...].firstIndex { $0 &- 0x30 > 9 }
  }
}
