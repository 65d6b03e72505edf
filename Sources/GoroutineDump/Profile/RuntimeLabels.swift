/// What `debug=3` says of a goroutine: CockroachDB's Go runtime writes a profile with one sample for each
/// goroutine, and what `debug=2` prints in its header as labels beside the program's own.
struct RuntimeLabels {
  var id: UInt64 = 0
  var creator: UInt64 = 0
  var state = ""
  var wait: Int?
  /// The program's own.
  var labels: [Label] = []

  /// The label that tells such a profile from any other.
  static let idKey = "go::goroutine"

  mutating func take(_ key: String, text: String, number: Int64) {
    let value = Int64(text) ?? number
    switch key {
    case Self.idKey: id = UInt64(clamping: value)
    case "go::goroutine_created_by": creator = UInt64(clamping: value)
    case "go::goroutine_state": state = text
    case "go::goroutine_wait_minutes": if value > 0 { wait = Int(clamping: value) }
    default:
      // Whatever else the runtime adds is not the program's.
      guard !key.hasPrefix("go::") else { return }
      labels.append(Label(key: key, value: text.isEmpty && number != 0 ? String(number) : text))
    }
  }
}
