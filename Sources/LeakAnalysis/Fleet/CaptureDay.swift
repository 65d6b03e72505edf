/// Times of captures as the rows of a fleet spell them: UTC, to the second, in an order that is that
/// of the texts.
///
/// ```swift
/// CaptureDay.text(seconds: 1_795_250_546)  // 2026-11-21T08:42:26Z
/// ```
public enum CaptureDay {
  private static let secondsOfDay = 86_400
  /// The last second of the year 9999: later ones have no four digits.
  private static let last = 253_402_300_799

  /// `2026-11-21T08:42:26Z` for seconds since 1970; nil before that and after the year 9999.
  public static func text(seconds: Int) -> String? {
    guard (0...last).contains(seconds) else { return nil }
    let time = seconds % secondsOfDay
    let clock = [time / 3600, time / 60 % 60, time % 60].map { digits($0, 2) }
    return date(seconds / secondsOfDay) + "T" + clock.joined(separator: ":") + "Z"
  }

  /// Seconds since 1970 of a text that ``text(seconds:)`` wrote; nil of any other.
  public static func seconds(_ text: String) -> Int? {
    guard let seconds = CaptureTime.seconds(inName: text), Self.text(seconds: seconds) == text
    else { return nil }
    return seconds
  }

  /// Seconds since 1970 of what a folder's or file's name says of a time: what
  /// ``CaptureTime/seconds(inName:)`` knows, or a date alone, for its midnight.
  static func seconds(inPart part: String) -> Int? {
    if let seconds = CaptureTime.seconds(inName: part) { return seconds }
    let digits = part.filter { $0.isASCII && $0.isNumber }
    guard digits.count == 8, part.allSatisfy({ digits.contains($0) || "-_.".contains($0) }) else {
      return nil
    }
    return CaptureTime.seconds(inName: digits + "T000000")
  }

  /// Whether a text is a day: `2026-11-21`.
  public static func isDay(_ text: String) -> Bool {
    seconds(text + "T00:00:00Z") != nil
  }

  /// The year, month and day of so many days since 1970, in the Gregorian calendar: years that begin
  /// in March make the leap day the last.
  private static func date(_ days: Int) -> String {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month < 10 ? 0 : 1)
    return [digits(year, 4), digits(month < 10 ? month + 3 : month - 9, 2), digits(day, 2)]
      .joined(separator: "-")
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: Swift.max(count - text.utf8.count, 0)) + text
  }
}
