/// Some groups of a dump: a bit for each, since every signature asks for every group.
public struct GroupSet: Sendable {
  private var bits: [UInt64]
  /// Whether no group is in it.
  public private(set) var isEmpty = true

  /// No group, of a dump that has so many.
  init(of count: Int) { bits = Array(repeating: 0, count: (count + 63) / 64) }

  /// Whether a group is in it, an index into the dump's.
  public func contains(_ group: Int) -> Bool { bits[group >> 6] >> UInt64(group & 63) & 1 == 1 }

  mutating func insert(_ group: Int) {
    bits[group >> 6] |= 1 << UInt64(group & 63)
    isEmpty = false
  }

  mutating func formUnion(_ groups: some Sequence<Int>) {
    for group in groups { insert(group) }
  }
}
