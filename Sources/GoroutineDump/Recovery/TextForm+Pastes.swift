/// What editors, chats, mail programs and wikis do to a text that is pasted into them.
extension TextForm {
  /// Blanks of other kinds than the runtime's, blanks without width, and an empty line behind each line.
  static let blanks = TextForm { text in
    var readings: [Reading] = []
    let plain = Self.withPlainBlanks(text)
    if let plain { readings.append(Reading(name: "non-breaking blanks", text: plain)) }
    let lines = (plain ?? text).lines
    let empty = lines.count { $0.isBlank }
    if empty * 5 > lines.count * 2, lines.count > 8 {
      // Of two empty lines one is the dump's own.
      var kept: [ArraySlice<UInt8>] = []
      var wasEmpty = false
      for line in lines {
        if line.isBlank, !wasEmpty {
          wasEmpty = true
          continue
        }
        wasEmpty = false
        kept.append(line)
      }
      readings.append(Reading(name: "doubled line feeds", text: Array(joining: kept)))
    }
    return readings
  }

  private static func withPlainBlanks(_ text: [UInt8]) -> [UInt8]? {
    guard text.contains(where: { $0 == 0xc2 || $0 == 0xe2 || $0 == 0xe3 || $0 == 0xef }) else {
      return nil
    }
    var changed: [UInt8] = []
    changed.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let next = index + 1 < text.count ? text[index + 1] : 0
      let third = index + 2 < text.count ? text[index + 2] : 0
      switch (text[index], next, third) {
      case (0xc2, 0xa0, _):
        changed.append(32)
        index += 2
      case (0xc2, 0xad, _): index += 2
      case (0xe2, 0x80, 0x8b...0x8f), (0xe2, 0x81, 0xa0), (0xef, 0xbb, 0xbf): index += 3
      case (0xe2, 0x80, 0x80...0x8a), (0xe2, 0x80, 0xaf), (0xe3, 0x80, 0x80):
        changed.append(32)
        index += 3
      default:
        changed.append(text[index])
        index += 1
      }
    }
    return changed.count == text.count ? nil : changed
  }

  /// `\[`, `\_`, `\*`: a backslash before what has a meaning in Markdown.
  static let markdownEscapes = TextForm("Markdown escapes") { text in
    guard text.has("\\[") || text.has("\\_") || text.has("\\*") || text.has("\\#") else {
      return nil
    }
    return text.rewritten(at: UInt8(ascii: "\\")) { index, changed in
      let next = index + 1
      guard next < text.count, "[]()*_#{}<>.-|`~!+\\".utf8.contains(text[next]) else { return nil }
      changed.append(text[next])
      return next + 1
    }
  }

  /// All lines in one, with tabs between them.
  static let tabJoined = TextForm("lines joined by tabs") { text in
    guard text.has("]:\t") || text.has("\t@ 0x") || text.has("\t#\t0x") else { return nil }
    return text.rewritten(at: 9) { tab, changed in
      changed.append(10)
      var index = tab + 1
      // The tabs that follow are the line's own, or stand for empty lines.
      while index < text.count, text[index] == 9 {
        let isHeader = text.span.has("goroutine ", at: index + 1)
        changed.append(isHeader ? 10 : 9)
        index += 1
      }
      return index
    }
  }

  /// Lines that a mail program broke at blanks: what cannot begin a line goes on the one before.
  static let brokenAtBlanks = TextForm("lines broken at blanks") { text in
    var changed: [UInt8] = []
    var open = 0
    var joined = 0
    var inBlock = false
    // The line whose parentheses are open, and what was joined to it.
    var openLine = (start: 0, joined: 0, own: [UInt8]())
    // A line that never closes was not broken, but cut: what follows it is its own.
    func close() {
      guard open > 0 else { return }
      changed.removeLast(Swift.max(changed.count - openLine.start, 0))
      changed += openLine.own
      joined -= openLine.joined
      open = 0
    }
    for line in text.lines {
      let (low, high) = line.span.trimmed(from: 0, to: line.count)
      let own = line.dropFirst(low).prefix(high - low)
      let first = own.first ?? 0
      let startsBlock = first &- 0x30 < 10 && own.position(of: " @") != nil
      // The last line of a text may be the beginning of one.
      let isFrame =
        first == UInt8(ascii: "#")
        && (own.count == 1 || own.dropFirst().first == 9 || own.position(of: "0x") != nil
          || own.hasPrefix("# labels")
          || "# labels".utf8.starts(with: own))
      if startsBlock || isFrame { inBlock = true }
      if own.isEmpty || own.anchor != nil { inBlock = false }
      let goesOn =
        !changed.isEmpty && !own.isEmpty
        && (inBlock && !startsBlock && !isFrame
          || own.anchor == nil && (open > 0 || own.hasPrefix("+0x") || own.hasPrefix("fp=0x")))
      if goesOn {
        while changed.last == 10 || changed.last == 13 || changed.last == 32 {
          changed.removeLast()
        }
        changed.append(32)
        changed += own
        joined += 1
        openLine.joined += 1
      } else {
        close()
        openLine = (changed.count, 0, [])
        changed += line
      }
      changed.append(10)
      openLine.own += line
      openLine.own.append(10)
      if !inBlock {
        for byte in own {
          if byte == UInt8(ascii: "(") { open += 1 }
          if byte == UInt8(ascii: ")") { open = Swift.max(open - 1, 0) }
        }
        // No function line is that long: the parenthesis is of something else.
        if own.isEmpty || own.count > 4096 { close() }
      }
    }
    close()
    return joined > 0 ? changed : nil
  }

  /// Frame lines of a count profile whose `#` is gone: Markdown takes it for a heading.
  static let hashless = TextForm("frame lines without #") { text in
    guard text.has(" @ 0x") else { return nil }
    var changed: [UInt8] = []
    var inBlock = false
    var added = 0
    for line in text.lines {
      let (low, high) = line.span.trimmed(from: 0, to: line.count)
      var own = line.dropFirst(low).prefix(high - low)
      while own.first == UInt8(ascii: "*") || own.first == UInt8(ascii: "-") {
        own = own.dropFirst()
        while own.first == 32 { own = own.dropFirst() }
      }
      if own.isEmpty {
        changed.append(10)
        continue
      }
      if own.first.map({ $0 &- 0x30 < 10 }) == true, own.position(of: " @ 0x") != nil {
        inBlock = true
      } else if inBlock, own.hasPrefix("labels: {") {
        changed += "# ".utf8
        added += 1
      } else if inBlock, own.hasPrefix("0x"),
        own.position(of: "+0x") != nil || own.position(of: ".go:") != nil
      {
        changed += "#\t".utf8
        added += 1
      } else if own.first != UInt8(ascii: "#") {
        inBlock = false
      }
      changed += added > 0 && inBlock ? own : line
      changed.append(10)
    }
    return added > 0 ? changed : nil
  }

  /// A Markdown fence that shares its line with the dump's first or last one.
  static let fences = TextForm("Markdown fences") { text in
    guard text.has("```") || text.has("~~~") else { return nil }
    var changed: [UInt8] = []
    for line in text.lines {
      var rest = line
      for fence in ["```", "~~~"] {
        if rest.hasPrefix(fence) {
          rest = rest.dropFirst(3)
          changed.append(10)
        }
        while let last = rest.last, last == 32 || last == 13 { rest = rest.dropLast() }
        if rest.suffix(3).elementsEqual(fence.utf8) { rest = rest.dropLast(3) }
      }
      changed += rest
      changed.append(10)
    }
    return changed
  }
}
