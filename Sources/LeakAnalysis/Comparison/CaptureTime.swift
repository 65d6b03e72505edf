public import GoroutineDump

/// When a capture was taken, as its file's name tells.
///
/// ```swift
/// CaptureTime.seconds(inName: "pod-7/goroutine-20261121T084226.txt")  // 1795250546
/// ```
public enum CaptureTime {
  /// Seconds since 1970 that a file's name holds, the zone taken for UTC; nil where it holds none.
  ///
  /// It knows 14 digits with or without separators (`20261121084226`, `2026-11-21_08.42.26`), with
  /// or without the seconds after a date and a separator, and Unix times in seconds (10 digits) or
  /// milliseconds (13).
  public static func seconds(inName path: String) -> Int? {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
    for start in name.indices where isDigit(name[start]) {
      guard start == 0 || !isDigit(name[start - 1]) else { continue }
      if let seconds = date(in: name[start...]) ?? epoch(in: name[start...]) { return seconds }
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// A date and a time of day at the start of some bytes.
  private static func date(in name: ArraySlice<UInt8>) -> Int? {
    var digits: [Int] = []
    var isAfterSeparator = false
    for byte in name {
      if isDigit(byte) {
        digits.append(Int(byte - UInt8(ascii: "0")))
        isAfterSeparator = false
      } else if !isAfterSeparator, !digits.isEmpty, "-_:.T".utf8.contains(byte) {
        isAfterSeparator = true
      } else {
        break
      }
      if digits.count == 14 { break }
    }
    guard digits.count == 12 || digits.count == 14 else { return nil }
    let number = { (range: Range<Int>) in digits[range].reduce(0) { $0 * 10 + $1 } }
    let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
    let (hour, minute) = (number(8..<10), number(10..<12))
    let second = digits.count == 14 ? number(12..<14) : 0
    guard (2009...2199).contains(year), (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second < 61
    else { return nil }
    return days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static func epoch(in name: ArraySlice<UInt8>) -> Int? {
    let digits = name.prefix(while: isDigit)
    guard digits.count == 10 || digits.count == 13 else { return nil }
    guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
    let seconds = digits.count == 13 ? number / 1000 : number
    return seconds > 1_200_000_000 && seconds < 7_300_000_000 ? seconds : nil
  }

  /// Days since 1970-01-01 in the Gregorian calendar: years that begin in March make the leap day
  /// the last.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// When some captures were taken, and how that is known.
public struct CaptureTimes: Sendable, Equatable {
  /// How the times are known.
  public enum Source: String, Sendable {
    /// Somebody said how far the captures are apart.
    case interval
    /// The profiles tell: `debug=0` holds the time.
    case profiles
    /// The files' names tell.
    case names
    /// The files were last written then.
    case modification
  }

  /// Seconds of each capture, since 1970 or since the first.
  public let seconds: [Double]
  /// How they are known.
  public let source: Source

  /// Times of captures; nil unless each is later than the one before.
  public init?(_ seconds: [Double], source: Source) {
    guard seconds.count > 1, zip(seconds, seconds.dropFirst()).allSatisfy({ $0 < $1 }) else {
      return nil
    }
    self.seconds = seconds
    self.source = source
  }

  /// Captures that are `interval` seconds apart.
  public init?(count: Int, interval: Double) {
    self.init((0..<Swift.max(count, 0)).map { Double($0) * interval }, source: .interval)
  }

  /// The times that some profiles hold; nil unless all tell one, each later than the one before.
  public init?(dumps: [Dump]) {
    let nanoseconds = dumps.compactMap(\.captureTime)
    guard nanoseconds.count == dumps.count else { return nil }
    self.init(nanoseconds.map { Double($0) / 1e9 }, source: .profiles)
  }

  /// The times in the names of some files; nil unless all tell one, each later than the one before.
  public init?(names: [String]) {
    var seconds: [Double] = []
    for name in names {
      guard let time = CaptureTime.seconds(inName: name) else { return nil }
      seconds.append(Double(time))
    }
    self.init(seconds, source: .names)
  }

  /// Minutes from the first capture to the last.
  public var minutes: Double { ((seconds.last ?? 0) - (seconds.first ?? 0)) / 60 }
}
