/// What the labels of a sample say in a profile that ``ProfileWriter`` wrote.
struct StatedSample {
  var state = ""
  var isInferred = false
  var isLeaked = false
  var wait: Int?
  var isLocked = false
  var creator = ""
  var creatorFile = ""
  var creatorLine: UInt32 = 0
  var elidedFrames: UInt32 = 0
  /// The goroutine's own.
  var labels: [Label] = []

  mutating func take(_ key: String, text: String) {
    if let own = ProfileLabels.read(key) {
      labels.append(Label(key: own, value: text))
      return
    }
    switch key {
    case ProfileLabels.state: state = text
    case ProfileLabels.stateSource: isInferred = text == StateSource.inferred.rawValue
    case ProfileLabels.leaked: isLeaked = text == ProfileLabels.yes
    case ProfileLabels.lockedToThread: isLocked = text == ProfileLabels.yes
    case ProfileLabels.creator: creator = text
    case ProfileLabels.creatorPlace:
      guard let colon = text.lastIndex(of: ":") else { break }
      creatorFile = String(text[..<colon])
      creatorLine = UInt32(text[text.index(after: colon)...]) ?? 0
    default: break
    }
  }

  mutating func take(_ key: String, number: Int64) {
    switch key {
    case ProfileLabels.wait: wait = Int(clamping: number)
    case ProfileLabels.elidedFrames: elidedFrames = UInt32(clamping: number)
    default:
      if let own = ProfileLabels.read(key) {
        labels.append(Label(key: own, value: String(number)))
      }
    }
  }
}

/// What the comments of a profile say that ``ProfileWriter`` wrote.
struct StatedProfile {
  var seesEachGoroutine = false
  var isTruncated = false
  var failure: Failure?

  /// Nil for a profile of anybody else.
  init?(comments: [String]) {
    guard comments.contains(ProfileLabels.marker) else { return nil }
    seesEachGoroutine = comments.contains(ProfileLabels.eachGoroutine)
    isTruncated = comments.contains(ProfileLabels.truncated)
    for comment in comments where comment.hasPrefix(ProfileLabels.failure) {
      let text = comment.dropFirst(ProfileLabels.failure.count)
      guard let colon = text.firstIndex(of: ":"),
        let kind = Failure.Kind(rawValue: String(text[..<colon]))
      else { continue }
      failure = Failure(
        kind: kind, message: String(text[text.index(after: colon)...].drop { $0 == " " }))
      break
    }
    failure?.remarks = Self.texts(ProfileLabels.remark, comments)
    failure?.runningTests = Self.texts(ProfileLabels.runningTest, comments).compactMap { text in
      let parts = text.split(separator: " ", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      return Failure.RunningTest(name: String(parts[1]), duration: String(parts[0]))
    }
    failure?.isOnSystemStack = comments.contains(ProfileLabels.systemStack)
  }
  /// What follows a beginning, in the order of the comments.
  private static func texts(_ beginning: String, _ comments: [String]) -> [String] {
    comments.filter { $0.hasPrefix(beginning) }.map { String($0.dropFirst(beginning.count)) }
  }
}
