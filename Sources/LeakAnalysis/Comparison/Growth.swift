/// When a group's growth is more than chance.
public struct GrowthRule: Sendable, Hashable {
  /// By how many percent it must have grown.
  public var percent: Int
  /// By how many goroutines it must have grown.
  public var floor: Int

  /// A rule; both conditions must hold.
  public init(percent: Int = 20, floor: Int = 10) {
    self.percent = percent
    self.floor = floor
  }

  /// Whether a group that had `before` goroutines and now has `after` has grown.
  public func isMet(from before: Int, to after: Int) -> Bool {
    let growth = after - before
    return growth >= floor && growth * 100 >= before * percent
  }
}
