extension GroupPattern {
  /// The keys that say which goroutines are meant.
  package static let keys = [
    "top", "anyFrame", "frame", "alsoFrame", "withoutFrame", "creator", "state", "labels",
  ]

  /// The pattern that a mapping's fields make.
  package init(_ fields: Value.Fields, of owner: Value) throws(ConfigurationError) {
    self.init()
    top = try Self.frames(fields["top"])
    frames = try Self.frames(fields["anyFrame"]) + Self.frames(fields["frame"])
    alsoFrames = try Self.frames(fields["alsoFrame"])
    withoutFrames = try Self.frames(fields["withoutFrame"])
    creators = try Self.frames(fields["creator"])
    if let states = fields["state"] {
      for value in try states.entries() { self.states.insert(try PatternSyntax.state(value)) }
    }
    if let labels = fields["labels"] {
      for (key, value) in try labels.fields() { self.labels[key] = try PatternSyntax.text(value) }
    }
    let saysSomething =
      !(top + frames + creators).isEmpty || !self.states.isEmpty || !labels.isEmpty
    guard saysSomething else {
      throw owner.error(
        "which goroutines are meant? Give at least one of top, anyFrame, creator, state, labels")
    }
  }

  private static func frames(_ value: Value?) throws(ConfigurationError) -> [FramePattern] {
    guard let value else { return [] }
    var frames: [FramePattern] = []
    for entry in try value.entries() { frames += try FrameLists.frames(entry) }
    return frames
  }
}
