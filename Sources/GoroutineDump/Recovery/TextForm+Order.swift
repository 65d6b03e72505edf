/// Log stores give the newest line first, collectors deliver twice and out of order.
extension TextForm {
  static let orderForms: [TextForm] = [newestFirst, byTime, twice]

  static let newestFirstName = "lines reversed, newest first"

  /// The last line first.
  private static let newestFirst = TextForm(newestFirstName) { text in
    let lines = text.lines
    return isNewestFirst(lines) ? Array(joining: lines.reversed()) : nil
  }

  /// Whether the stack of a header stands above it, and none below.
  static func isNewestFirst(_ lines: [ArraySlice<UInt8>]) -> Bool {
    lines.indices.contains { number in
      let line = lines[number]
      let above = number > 0 ? lines[number - 1] : []
      let below = number + 1 < lines.count ? lines[number + 1] : []
      if line.position(of: " profile: total ") != nil {
        return above.position(of: " @ 0x") != nil && below.position(of: " @ 0x") == nil
      }
      if line.position(of: " @ 0x") != nil {
        return above.position(of: "+0x") != nil && below.position(of: "+0x") == nil
      }
      return above.isCall && !below.isCall && line.anchor != nil
    }
  }

  /// Lines that carry their time, in the order of it; lines without one stay below theirs. Of one time,
  /// they are the other way round where the newest came first.
  private static let byTime = TextForm("lines sorted by time") { text in
    var entries: [(time: ArraySlice<UInt8>, lines: [ArraySlice<UInt8>])] = []
    for line in text.lines {
      if let time = line.time {
        entries.append((time, [line]))
      } else if entries.isEmpty {
        continue
      } else {
        entries[entries.count - 1].lines.append(line)
      }
    }
    guard entries.count > 2 else { return nil }
    let pairs = zip(entries, entries.dropFirst())
    let falls = pairs.count { $1.time.lexicographicallyPrecedes($0.time) }
    guard falls > 0 else { return nil }
    if falls * 2 > entries.count { entries.reverse() }
    let order = entries.indices.sorted {
      entries[$0].time.elementsEqual(entries[$1].time)
        ? $0 < $1 : entries[$0].time.lexicographicallyPrecedes(entries[$1].time)
    }
    return Array(joining: order.flatMap { entries[$0].lines })
  }

  /// Every line twice, one below the other: two collectors read one stream.
  private static let twice = TextForm("duplicate lines, read once") { text in
    let lines = text.lines
    var kept: [ArraySlice<UInt8>] = []
    var doubled = 0
    var index = 0
    while index < lines.count {
      kept.append(lines[index])
      if index + 1 < lines.count, lines[index].elementsEqual(lines[index + 1]) {
        doubled += 1
        index += 1
      }
      index += 1
    }
    return doubled * 5 >= kept.count * 4 ? Array(joining: kept) : nil
  }
}

extension ArraySlice where Element == UInt8 {
  /// Whether a function of a stack stands in the line, and not its file.
  fileprivate var isCall: Bool { position(of: "(") != nil && position(of: ".go:") == nil }

  /// The time near the start of a line, from its year on: `2026-11-21T08:42:26.003123456Z`, or seconds
  /// and parts of them since 1970. Those of one log sort as texts do.
  fileprivate var time: ArraySlice<UInt8>? {
    let limit = Swift.min(endIndex, startIndex + 64)
    var start = startIndex
    while start < limit {
      guard self[start] &- 0x30 < 10 else {
        start += 1
        continue
      }
      var end = start
      while end < endIndex, self[end] &- 0x30 < 10 { end += 1 }
      let digits = end - start
      if digits >= 10, digits <= 20 {
        if end < endIndex, self[end] == UInt8(ascii: ".") {
          end += 1
          while end < endIndex, self[end] &- 0x30 < 10 { end += 1 }
        }
        return self[start..<end]
      }
      if digits == 4, end + 6 < endIndex, self[end] == UInt8(ascii: "-") || self[end] == 0x2f {
        while end < endIndex, "0123456789-/:.,T ".utf8.contains(self[end]), end - start < 32 {
          // A blank stands only between the date and the hour.
          if self[end] == 32, end - start != 10 { break }
          end += 1
        }
        if end - start >= 19 { return self[start..<end] }
      }
      start = end
    }
    return nil
  }
}
