import ArgumentParser
import LeakAnalysis
import PCRE2

/// What of a dump is shown, and how it is gathered into rows.
struct SelectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rows by any of top, site, entry, state, wait, stack, creator, package, label:KEY.",
      valueName: "keys"),
    transform: { try RowKey(parsing: $0) })
  var by = RowKey.standard

  @Option(help: ArgumentHelp("Row order.", valueName: "what"))
  var sort = Order.count

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
    help: ArgumentHelp("Only goroutines in this state.", valueName: "pattern"),
    transform: { try Pattern($0) })
  var state: [Pattern] = []

  @Option(
    help: ArgumentHelp("Only stacks with a function that matches.", valueName: "pattern"),
    transform: { try Pattern($0) })
  var match: [Pattern] = []

  @Option(
    help: ArgumentHelp("No stacks with a function that matches.", valueName: "pattern"),
    transform: { try Pattern($0) })
  var exclude: [Pattern] = []

  @Option(
    help: ArgumentHelp("Only goroutines whose creator matches.", valueName: "pattern"),
    transform: { try Pattern($0) })
  var createdBy: [Pattern] = []

  @Option(
    help: ArgumentHelp("Only goroutines with such a profiler label.", valueName: "key=pattern"),
    transform: { try LabelArgument.parse($0) })
  var label: [GroupFilter.LabelPattern] = []

  @Option(
    help: ArgumentHelp("Only goroutines that wait so long: 10m, 2h, 1d.", valueName: "time"),
    transform: { try WaitArgument.minutes($0) })
  var minWait = 0

  @Option(help: ArgumentHelp("Only rows of so many goroutines.", valueName: "n"))
  var minCount: Int?

  /// The filter that the options make.
  var filter: GroupFilter {
    var filter = GroupFilter()
    filter.states = state
    filter.matching = match
    filter.excluding = exclude
    filter.createdBy = createdBy
    filter.labels = label
    filter.minimumWait = minWait
    filter.minimumCount = minCount ?? 0
    return filter
  }
}

/// `KEY=PATTERN`.
enum LabelArgument {
  static func parse(_ text: String) throws -> GroupFilter.LabelPattern {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw ValidationError("write a label as KEY=PATTERN, such as path=^/pay")
    }
    let pattern = try Pattern(String(text[text.index(after: equals)...]))
    return GroupFilter.LabelPattern(key: String(text[..<equals]), value: pattern)
  }
}

/// `10m`, `2h`, `1d`, `1h30m`; a bare number is minutes.
enum WaitArgument {
  static func minutes(_ text: String) throws -> Int {
    let failure = ValidationError("write a time as 10m, 2h, 1d or 1h30m")
    var total = 0
    var rest = text[...]
    guard !rest.isEmpty else { throw failure }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), number < 1_000_000 else { throw failure }
      rest = rest[digits.endIndex...]
      switch rest.popFirst() {
      case "m", nil: total += number
      case "h": total += number * 60
      case "d": total += number * 1440
      default: throw failure
      }
    }
    return total
  }
}
