import ArgumentParser
import LeakAnalysis
import PCRE2

/// What of a dump is shown, and how it is gathered into rows.
struct SelectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Group rows by top, site, entry, state, wait, minute, stack, creator, package, handler, "
        + "file, line or label:KEY (default: top,site,state,wait).",
      valueName: "keys"),
    transform: { try RowKey(parsing: $0) })
  var by = RowKey.standard

  @Option(
    help: ArgumentHelp(
      "Sort the rows by this (default: count; wait for --by minute).", valueName: "what"))
  var sort: Order?

  /// What the rows are sorted by: minutes by themselves are a scale.
  var order: RowTable.Order {
    sort?.rows ?? (by.parts.first == .minute ? .wait : .count)
  }

  /// ``RowTable/Order``, as the command line takes it.
  enum Order: String, ExpressibleByArgument, CaseIterable {
    case count, wait, name

    var rows: RowTable.Order {
      switch self {
      case .count: .count
      case .wait: .wait
      case .name: .name
      }
    }
  }

  @Option(
    help: ArgumentHelp(
      "Show only goroutines in a matching state; repeatable.", valueName: "pattern"),
    transform: { try Pattern($0) })
  var state: [Pattern] = []

  @Option(
    help: ArgumentHelp(
      "Show only stacks with a matching function, file.go:42 or path; repeatable.",
      valueName: "pattern"),
    transform: { try Pattern($0) })
  var match: [Pattern] = []

  @Option(
    help: ArgumentHelp(
      "Hide stacks with a matching function, file.go:42 or path; repeatable.", valueName: "pattern"),
    transform: { try Pattern($0) })
  var exclude: [Pattern] = []

  @Option(
    help: ArgumentHelp(
      "Show only goroutines whose creator matches; repeatable.", valueName: "pattern"),
    transform: { try Pattern($0) })
  var createdBy: [Pattern] = []

  @Option(
    help: ArgumentHelp(
      "Show only goroutines with a matching profiler label; repeatable.", valueName: "key=pattern"),
    transform: { try LabelArgument.parse($0) })
  var label: [GroupFilter.LabelPattern] = []

  @Option(
    help: ArgumentHelp(
      "Show only goroutines waiting at least this long: 10m, 2h, 1d.", valueName: "time"),
    transform: { try WaitArgument.minutes($0) })
  var minWait = 0

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Show only goroutines for which this holds: 'state == \"select\" and wait > 10m'.",
      valueName: "expression"),
    transform: { QueryArgument($0) })
  var condition: QueryArgument?

  @Option(
    help: ArgumentHelp(
      "List the goroutines with this address in a frame's arguments.", valueName: "0x…"),
    transform: { try AddressArgument.parse($0) })
  var address: UInt64?

  @Option(
    help: ArgumentHelp("List this many of the longest waiting goroutines.", valueName: "n"))
  var oldest: Int?

  @Option(help: ArgumentHelp("Show only rows with at least this many goroutines.", valueName: "n"))
  var minCount: Int?

  mutating func validate() throws {
    if oldest ?? 1 < 1 { throw ValidationError("--oldest must be 1 or more") }
    if let error = condition?.error { throw ValidationError("--where: \(error)") }
  }

  /// Whether single goroutines are to be listed, in the place of the report.
  var listsGoroutines: Bool { oldest != nil || address != nil }

  /// The filter that the options make.
  var filter: GroupFilter {
    var filter = GroupFilter()
    filter.states = state
    filter.matching = match
    filter.excluding = exclude
    filter.createdBy = createdBy
    filter.labels = label
    filter.minimumWait = minWait
    filter.address = address
    filter.query = condition?.query
    filter.minimumCount = minCount ?? 0
    return filter
  }
}

/// `KEY=PATTERN`.
enum LabelArgument {
  static func parse(_ text: String) throws -> GroupFilter.LabelPattern {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw ValidationError("expected KEY=PATTERN, for example path=^/pay")
    }
    let pattern = try Pattern(String(text[text.index(after: equals)...]))
    return GroupFilter.LabelPattern(key: String(text[..<equals]), value: pattern)
  }
}

/// The expression of `--where`, or what is wrong with it: the parser would put the whole of it into
/// the sentence, and the caret under something else.
struct QueryArgument {
  private(set) var query: Query?
  private(set) var error: QueryError?

  init(_ text: String) {
    do throws(QueryError) {
      query = try Query(parsing: text)
    } catch {
      self.error = error
    }
  }
}

/// `0xc000123456`
enum AddressArgument {
  static func parse(_ text: String) throws -> UInt64 {
    let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? text.dropFirst(2) : text[...]
    guard let address = UInt64(digits, radix: 16), !digits.hasPrefix("+") else {
      throw ValidationError("expected an address, for example 0xc000123456")
    }
    return address
  }
}

/// `10m`, `2h`, `1d`, `1h30m`
enum WaitArgument {
  static func minutes(_ text: String) throws -> Int {
    if let minutes = WaitTime.minutes(text) { return minutes }
    if Int(text) != nil {
      throw ValidationError("a time needs a unit: write \(text)m, \(text)h or \(text)d")
    }
    throw ValidationError("expected a time, for example 10m, 2h, 1d or 1h30m")
  }
}
