extension String {
  /// How many columns of a terminal the text takes: East Asian wide characters two, marks that
  /// combine none.
  var displayWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  /// The text with spaces behind it, to fill so many columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - displayWidth))
  }

  /// The text with spaces before it, to fill so many columns.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - displayWidth)) + self
  }

  /// As much of the text's start as so many columns hold.
  func prefix(columns: Int) -> Substring {
    var used = 0
    var end = unicodeScalars.startIndex
    while end < unicodeScalars.endIndex {
      used += unicodeScalars[end].displayWidth
      if used > columns { break }
      end = unicodeScalars.index(after: end)
    }
    return self[..<end]
  }

  /// As much of the text's end as so many columns hold.
  func suffix(columns: Int) -> Substring {
    var used = 0
    var start = unicodeScalars.endIndex
    while start > unicodeScalars.startIndex {
      let before = unicodeScalars.index(before: start)
      used += unicodeScalars[before].displayWidth
      if used > columns { break }
      start = before
    }
    return self[start...]
  }
}

extension Unicode.Scalar {
  /// How many columns of a terminal the character takes.
  fileprivate var displayWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x4dbf, 0x4e00...0xa4cf, 0xac00...0xd7a3,
      0xf900...0xfaff, 0xfe30...0xfe4f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f,
      0x1f680...0x1f6ff, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
      return 2
    default: return 1
    }
  }
}
