/// The values of one field of many records, each a line of the dump or several, put together to texts.
struct FieldReadings {
  /// Values of a field, in the order of the input, and what an ordering field has beside each.
  private var fields: [String: [[UInt8]]] = [:]
  private var order: [String] = []

  /// Fields that are tried, those with the most of a dump's grammar first.
  private static let mostFields = 4

  mutating func add(_ value: [UInt8], to field: String) {
    if fields[field] == nil {
      guard fields.count < 4096 else { return }
      order.append(field)
    }
    fields[field, default: []].append(value)
  }

  /// The texts of the likeliest fields, as they stand and turned round.
  func readings(_ name: String, isOpen: Bool = false) -> [TextForm.Reading] {
    let likely = order.enumerated()
      .map { (place: $0.offset, field: $0.element, score: score(fields[$0.element] ?? [])) }
      .filter { $0.score > 0 }
      .sorted { ($1.score, $0.place) < ($0.score, $1.place) }
    return likely.prefix(Self.mostFields).flatMap { field in
      let values = fields[field.field] ?? []
      var readings = [TextForm.Reading(name: name, text: Self.joined(values), isOpen: isOpen)]
      // Values of several lines each may begin anywhere in a stack.
      if values.count > 1,
        TextForm.isNewestFirst(values.map { $0[...] })
          || values.contains(where: { $0.dropLast().contains(10) })
      {
        readings.append(
          TextForm.Reading(
            name: "\(name), \(TextForm.newestFirstName)", text: Self.joined(values.reversed()),
            isOpen: isOpen))
      }
      return readings
    }
  }

  /// How much of a dump the values have: headers, places, addresses.
  private func score(_ values: [[UInt8]]) -> Int {
    values.reduce(0) { $0 + (Self.isLikely($1) ? Swift.min($1.count, 1 << 20) : 0) }
  }

  /// Whether a value has something of a dump's.
  static func isLikely(_ value: [UInt8]) -> Bool {
    value.has(".go:") || value.has("#012") || value.has("created by ")
      || Recovery.mayHoldDump(value)
  }

  /// Parts of one text where some end in a line feed, and lines where none does.
  private static func joined(_ values: [[UInt8]]) -> [UInt8] {
    let hasFeeds = values.contains { $0.last == 10 && $0.count > 1 }
    let total = values.reduce(0) { $0 + $1.count + 1 }
    var text: [UInt8] = []
    text.reserveCapacity(total)
    for value in values {
      text += value
      if !hasFeeds, value.last != 10 || value.count == 1 { text.append(10) }
    }
    if text.last != 10 { text.append(10) }
    return text
  }
}
