import LeakAnalysis
import Testing

/// What the path of a capture tells of its origin.
@Suite struct PathPatternTests {
  private static let morning = "2026-11-21T08:42:26Z"

  @Test(
    arguments: [
      ("{service}/{instance}/{time}.txt", "captures/pay/pay-7/20261121T084226.txt", "pay pay-7"),
      ("{service}/{instance}/{time}.txt", "pay/pay-7/1795250546.txt", "pay pay-7"),
      ("{date}/{service}-{instance}_{time}.*", "2026-11-21/pay-a-b_08-42-26.pb.gz", "pay a-b"),
      ("{service}/*/{instance}@{version}/{time}", "pay/x/i@v1.2/20261121084226", "pay i v1.2"),
    ])
  func `fields are parts of the path's end`(_ pattern: String, _ path: String, _ names: String)
    throws
  {
    let origin = try #require(try PathPattern(pattern).origin(of: path))
    let found = [origin.service, origin.instance, origin.version].compactMap(\.self)
    #expect(found.joined(separator: " ") == names)
    #expect(origin.capturedAt == Self.morning)
  }

  @Test(
    arguments: [
      "pay/20261121T084226.txt", "pay/pay-7/20261121T084226.gz", "pay/pay-7/.txt", "",
    ])
  func `another form is no match`(_ path: String) throws {
    #expect(try PathPattern("{service}/{instance}/{time}.txt").origin(of: path) == nil)
  }

  @Test(
    arguments: [
      ("{time}", "noon", nil), ("{date}", "2026-11-21", "2026-11-21T00:00:00Z"),
      ("{time}", "20261121", "2026-11-21T00:00:00Z"), ("{date}", "2026-13-21", nil),
      ("{date}", "v20261121", nil), ("{time}", "20240229T235959", "2024-02-29T23:59:59Z"),
      ("{time}", "20261231T000000", "2026-12-31T00:00:00Z"),
      ("{time}", "20270301T120000", "2027-03-01T12:00:00Z"),
    ])
  func `times are UTC`(_ pattern: String, _ path: String, _ time: String?) throws {
    let origin = try #require(try PathPattern(pattern).origin(of: path))
    #expect(origin.capturedAt == time)
  }

  @Test(
    arguments: [
      ("{pod}/{time}", "unknown field '{pod}'; fields are service, instance, version, date, time"),
      ("{service", "'{' without '}' in '{service'"),
      ("captures/*.txt", "no field in 'captures/*.txt'; try '{service}/{instance}/{time}.txt'"),
      ("{service}{time}", "expected a text between '{time}' and the field before it"),
      ("{time}/{time}", "the field '{time}' occurs twice"),
    ])
  func `a bad pattern says what is wrong`(_ pattern: String, _ sentence: String) {
    let error = #expect(throws: PathPatternError.self) { try PathPattern(pattern) }
    #expect(error?.description == sentence)
  }

  @Test(arguments: ["2026-11-21T08:42:26Z", "1970-01-01T00:00:00Z", "2100-02-28T00:00:00Z"])
  func `a time is read as it is written`(_ text: String) {
    // Names tell no time before 2009, so that a number is not taken for one.
    let seconds = CaptureDay.seconds(text)
    #expect((seconds == nil) == (text < "2009"))
    #expect(seconds.flatMap(CaptureDay.text) == (text < "2009" ? nil : text))
  }

  @Test(arguments: ["2026-11-21 08:42:26", "2026-11-21T08:42Z", "20261121T084226Z", "noon", ""])
  func `another spelling of a time is none`(_ text: String) {
    #expect(CaptureDay.seconds(text) == nil)
    #expect(!CaptureDay.isDay(text))
  }
}
