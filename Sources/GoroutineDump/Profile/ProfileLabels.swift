/// What a profile of ours says in the labels of its samples: all that a pprof profile has no field for.
///
/// A profile that Go writes has only the goroutine's own labels, and those may be called `state` as
/// well. So ours are taken for what they say only where a comment of the profile says that it is one
/// of ours, and there a goroutine's own label of such a name is called `label:state`.
enum ProfileLabels {
  /// The comment that a profile of ours begins with; the number changes with the labels' meaning.
  static let marker = "dumpscan-profile/1"
  /// The comment of a profile whose goroutines have been counted one by one, so that one without a
  /// wait is known to wait less than a minute.
  static let eachGoroutine = "each goroutine was seen"
  /// The comment of a profile of a capture that is not complete.
  static let truncated = "the capture is not complete: every count is a lower bound"
  /// What the comment that tells why the program ended begins with; kind and message follow.
  static let failure = "the program ended: "
  /// What the comments begin with that tell what was said beside that.
  static let remark = "beside it: "
  /// What the comments of tests that ran begin with; the duration and the name follow.
  static let runningTest = "running test: "
  /// The comment of a program that the runtime ended on its own stack.
  static let systemStack = "thrown on the runtime's stack"

  static let state = "state"
  static let stateSource = "state_source"
  static let leaked = "leaked"
  static let wait = "wait"
  static let minutes = "minutes"
  static let lockedToThread = "locked_to_thread"
  static let creator = "created_by"
  static let creatorPlace = "created_at"
  static let elidedFrames = "elided_frames"
  static let yes = "true"

  private static let names: Set<String> = [
    state, stateSource, leaked, wait, lockedToThread, creator, creatorPlace, elidedFrames,
  ]
  private static let ownPrefix = "label:"

  /// How a goroutine's own label is called in a profile of ours.
  static func written(_ key: String) -> String {
    names.contains(key) || key.hasPrefix(ownPrefix) ? ownPrefix + key : key
  }

  /// What a goroutine's own label was called; nil for one of ours.
  static func read(_ key: String) -> String? {
    if names.contains(key) { return nil }
    return key.hasPrefix(ownPrefix) ? String(key.dropFirst(ownPrefix.count)) : key
  }
}
