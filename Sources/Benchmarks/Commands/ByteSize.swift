import ArgumentParser

/// A number of bytes, as a person writes it: `2GiB`, `64MiB`, `20KB`, `512`.
struct ByteSize: ExpressibleByArgument, CustomStringConvertible, Equatable {
  var bytes: Int

  private static let units = [
    ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("GB", 1_000_000_000),
    ("MB", 1_000_000), ("KB", 1_000), ("B", 1), ("", 1),
  ]

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    for (unit, factor) in Self.units where argument.hasSuffix(unit) {
      guard let number = Int(argument.dropLast(unit.count)), number >= 0 else { return nil }
      let (bytes, isTooMuch) = number.multipliedReportingOverflow(by: factor)
      guard !isTooMuch else { return nil }
      self.bytes = bytes
      return
    }
    return nil
  }

  /// The shortest that says it exactly, without a space: parts of file names are made of it.
  var description: String {
    let unit = Self.units.first { bytes >= $0.1 && bytes % $0.1 == 0 }
    return unit.map { "\(bytes / $0.1)\($0.0)" } ?? "\(bytes)B"
  }
}
