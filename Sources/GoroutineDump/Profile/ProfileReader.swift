internal import SwiftProtobuf

/// Reads `debug=0`: a `perftools.profiles.Profile`, decoded whole.
///
/// Its stacks are entered as those of a `debug=1` text are: the runtime's frames at the top are left
/// out, so that both forms of one moment give the same groups.
struct ProfileReader: ~Copyable {
  /// A profile of a million stacks takes a tenth of this.
  static let largestProfile = 1 << 30

  /// More goroutines than this are not listed one by one, whatever a small file claims.
  static let mostRows = 1 << 22

  private let profile: Perftools_Profiles_Profile
  /// What our own writer says of the whole; nil for a profile of anybody else.
  private let stated: StatedProfile?
  private var locations: [UInt64: Int] = [:]
  private var functions: [UInt64: Int] = [:]
  private var parser = ChunkParser()

  /// Reads the rest of a stream that begins as a profile.
  static func read(_ stream: inout ByteStream, path: String) throws(DumpError) -> DumpInput {
    var bytes: [UInt8] = []
    var filled = 0
    while filled < largestProfile {
      if filled == bytes.count {
        bytes.append(contentsOf: repeatElement(0, count: Swift.max(filled, 256 << 10)))
      }
      let got = stream.read(into: &bytes, at: filled)
      if got == 0 { break }
      filled += got
    }
    if let failure = stream.failure { throw failure }
    guard filled < largestProfile else {
      throw .unreadable(path: path, reason: "a profile of more than 1 GiB")
    }
    bytes.removeLast(bytes.count - filled)
    var reader: ProfileReader
    do {
      reader = ProfileReader(try Perftools_Profiles_Profile(serializedBytes: bytes))
    } catch {
      let damage = stream.damage ?? "not a complete protobuf message"
      throw .damaged(
        path: path, reason: "truncated or damaged debug=0 profile: \(damage)")
    }
    var dump = try reader.dump(path: path)
    dump.byteCount = filled
    if let damage = stream.damage {
      dump.problems.append(Problem(kind: .damaged, line: 0, message: damage))
    }
    return DumpInput(
      path: path, dumps: [dump], byteCount: stream.bytesRead, wrapping: stream.wrappings)
  }

  private init(_ profile: Perftools_Profiles_Profile) {
    self.profile = profile
    stated = StatedProfile(
      comments: profile.comment.map { comment in
        Int(exactly: comment).flatMap {
          profile.stringTable.indices.contains($0) ? profile.stringTable[$0] : nil
        } ?? ""
      })
    for (index, location) in profile.location.enumerated() { locations[location.id] = index }
    for (index, function) in profile.function.enumerated() { functions[function.id] = index }
  }

  private consuming func dump(path: String) throws(DumpError) -> Dump {
    let type = profile.sampleType.first
    let name = type.map { text($0.type) } ?? ""
    guard profile.sampleType.count == 1, !name.isEmpty, type.map({ text($0.unit) }) == "count"
    else {
      throw .notADump(path: path, what: kind)
    }
    var output = ChunkOutput()
    var total = 0
    var counted: [Int] = []
    for sample in profile.sample {
      let count = Int(clamping: sample.value.first ?? 0)
      counted.append(Swift.max(Swift.min(count, CountBlockLine.largestCount), 0))
      total += counted[counted.count - 1]
    }
    let hasRuntimeLabels =
      stated == nil && total <= Self.mostRows
      && profile.sample.contains { $0.label.contains { text($0.key) == RuntimeLabels.idKey } }
    let listsRows = stated?.seesEachGoroutine == true && total <= Self.mostRows
    for (sample, count) in zip(profile.sample, counted) where count > 0 {
      if hasRuntimeLabels {
        addGoroutine(count, sample, to: &output)
        continue
      }
      if stated == nil {
        parser.samples.append(localSample(sample))
        addCount(count, to: &output)
        continue
      }
      let own = statedSample(sample)
      parser.samples.append(localSample(sample, own))
      if listsRows {
        addRows(count, own, to: &output)
      } else {
        addCount(count, to: &output)
      }
    }
    output.marks.insert(
      ChunkOutput.Mark(row: 0, line: 0, event: .profile(name: name, total: total)), at: 0)
    if let failure = stated?.failure {
      output.marks.insert(
        ChunkOutput.Mark(row: 0, line: 0, event: .failure(failure)), at: 0)
    }
    var transcript = Transcript()
    transcript.add(Transcript.Part(parser: 0, output: output), at: 0)
    var assembly = Assembly([parser.tables()])
    guard var dump = assembly.dumps(of: transcript).first else { throw .empty(path: path) }
    dump.format = .debug0
    // 0 is what protobuf leaves out: not told.
    if profile.timeNanos > 0 { dump.captureTime = profile.timeNanos }
    if stated?.isTruncated == true { dump.truncate(ProfileLabels.truncated) }
    return dump
  }

  /// A goroutine of `debug=3`, with its id, state and minutes.
  private mutating func addGoroutine(
    _ count: Int, _ sample: Perftools_Profiles_Sample, to output: inout ChunkOutput
  ) {
    var told = RuntimeLabels()
    for label in sample.label {
      told.take(text(label.key), text: text(label.str), number: label.num)
    }
    var local = localSample(sample)
    local.labels = intern(told.labels)
    if !told.state.isEmpty {
      local.state = parser.states.intern(told.state)
    } else if local.hiddenState != ChunkParser.LocalSample.noState {
      local.state = local.hiddenState
      local.isInferred = true
    }
    parser.samples.append(local)
    let record = GoroutineRecord(
      id: told.id, creator: told.creator, address: 0, sample: UInt32(parser.samples.count - 1),
      wait: told.wait, flags: told.state == "running" ? .running : [])
    output.rows.append(contentsOf: repeatElement(record, count: count))
  }

  private func addCount(_ count: Int, to output: inout ChunkOutput) {
    let number = UInt32(parser.samples.count - 1)
    output.marks.append(
      ChunkOutput.Mark(row: 0, line: 0, event: .count(sample: number, count: count)))
  }

  private func addRows(_ count: Int, _ stated: StatedSample, to output: inout ChunkOutput) {
    var flags: GoroutineRecord.Flags = []
    if stated.isLocked { flags.insert(.lockedToThread) }
    if stated.state == "running" { flags.insert(.running) }
    let record = GoroutineRecord(
      id: 0, creator: 0, address: 0, sample: UInt32(parser.samples.count - 1), wait: stated.wait,
      flags: flags)
    output.rows.append(contentsOf: repeatElement(record, count: count))
  }

  /// The kind of a profile that is none of goroutines, as Go's tools call it.
  private var kind: String {
    let types = profile.sampleType.map { text($0.type) }
    if types.contains("cpu") { return "a CPU profile" }
    if types.contains("inuse_space") { return "a heap profile" }
    if types.contains("contentions") { return "a block or mutex profile" }
    let names = types.filter { !$0.isEmpty }.joined(separator: ", ")
    return names.isEmpty ? "another kind of profile" : "a \(names) profile"
  }

  /// A string of the profile's table; empty where there is none.
  private func text(_ index: Int64) -> String {
    guard let index = Int(exactly: index), profile.stringTable.indices.contains(index) else {
      return ""
    }
    return profile.stringTable[index]
  }

  /// One line of one location: a function and where in it.
  private struct Line {
    var name: String
    var file: String
    var number: UInt32
    /// The location, counted from the innermost of its stack.
    var level: Int
  }

  private mutating func localSample(
    _ sample: Perftools_Profiles_Sample
  ) -> ChunkParser.LocalSample {
    let firstCounter = parser.counters.count
    var lines: [Line] = []
    for id in sample.locationID {
      guard let index = locations[id] else { continue }
      let location = profile.location[index]
      for line in location.line {
        lines.append(self.line(line, level: parser.counters.count - firstCounter))
      }
      // The address lies in the call; what a goroutine returns to is the next instruction.
      parser.counters.append(location.address &+ 1)
    }
    let counters = firstCounter..<parser.counters.count
    lines.removeAll { $0.name == "runtime.goexit" || $0.name.isEmpty }
    let visible = lines.firstIndex { !Self.isHidden($0.name) } ?? 0
    var node = StackTrie.root
    for line in lines[visible...] {
      node = parser.trie.child(of: node, text: parser.frameText(line.name, line.file, line.number))
    }
    var local = ChunkParser.LocalSample(
      node: node, state: ChunkParser.LocalSample.noState, isLeaked: false,
      labels: labels(sample.label))
    local.counters = counters
    local.hiddenCounters = visible < lines.count ? lines[visible].level : counters.count
    // Without any frame it has not run yet: the runtime leaves out where it will return to.
    let hidden = lines[..<visible].map(\.name)
    let named = counters.isEmpty ? "runnable" : HiddenFrames.state(of: hidden)
    if let name = named {
      local.hiddenState = parser.states.intern(name)
    }
    return local
  }

  /// As `debug=1` hides them: frames of the runtime, down to the first other one.
  private static func isHidden(_ name: String) -> Bool {
    name.hasPrefix("runtime.") || name.hasPrefix("internal/runtime/")
  }

  private func line(_ line: Perftools_Profiles_Line, level: Int) -> Line {
    let function = functions[line.functionID].map { profile.function[$0] }
    return Line(
      name: function.map { text($0.name) } ?? "", file: function.map { text($0.filename) } ?? "",
      number: UInt32(exactly: line.line) ?? 0, level: level)
  }

  private mutating func labels(_ labels: [Perftools_Profiles_Label]) -> UInt32 {
    guard !labels.isEmpty else { return 0 }
    let pairs = labels.map { label in
      let value = label.str == 0 && label.num != 0 ? String(label.num) : text(label.str)
      return Label(key: text(label.key), value: value)
    }
    return intern(pairs)
  }

  private mutating func intern(_ labels: [Label]) -> UInt32 {
    labels.isEmpty
      ? 0 : parser.labelTexts.intern(labels.sorted().map(\.quoted).joined(separator: ", "))
  }

  private func statedSample(_ sample: Perftools_Profiles_Sample) -> StatedSample {
    var stated = StatedSample()
    for label in sample.label {
      if label.str == 0, label.num != 0 || label.numUnit != 0 {
        stated.take(text(label.key), number: label.num)
      } else {
        stated.take(text(label.key), text: text(label.str))
      }
    }
    return stated
  }

  /// A sample of a profile of ours: every frame is one that the dump showed.
  private mutating func localSample(
    _ sample: Perftools_Profiles_Sample, _ stated: StatedSample
  ) -> ChunkParser.LocalSample {
    var node = StackTrie.root
    for id in sample.locationID {
      guard let index = locations[id] else { continue }
      for line in profile.location[index].line {
        let line = self.line(line, level: 0)
        node = parser.trie.child(
          of: node, text: parser.frameText(line.name, line.file, line.number))
      }
    }
    if stated.elidedFrames > 0 {
      node = parser.trie.child(of: node, text: parser.elisionText(stated.elidedFrames))
    }
    if !stated.creator.isEmpty {
      let text = parser.frameText(
        stated.creator, stated.creatorFile, stated.creatorLine, kind: .creator)
      node = parser.trie.child(of: node, text: text)
    }
    var local = ChunkParser.LocalSample(
      node: node, state: ChunkParser.LocalSample.noState, isLeaked: stated.isLeaked,
      labels: intern(stated.labels))
    if !stated.state.isEmpty { local.state = parser.states.intern(stated.state) }
    local.isInferred = stated.isInferred
    return local
  }
}

extension Label {
  /// As `debug=1` spells it: `"key":"value"`.
  fileprivate var quoted: String { "\(Self.quote(key)):\(Self.quote(value))" }

  private static func quote(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" || character == "\\" { quoted.unicodeScalars.append("\\") }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}

extension ChunkParser {
  /// A frame of a profile; the same one is entered once.
  fileprivate mutating func frameText(
    _ name: String, _ file: String, _ line: UInt32, kind: StackTrie.Kind = .call
  ) -> UInt32 {
    let frame = frames.intern(
      Frame(
        function: frames.functions.intern(name), file: frames.files.intern(file), line: line))
    return text(kind, frame: frame, elided: 0)
  }

  /// A number of frames that the runtime left out.
  fileprivate mutating func elisionText(_ count: UInt32) -> UInt32 {
    text(.elision, frame: StackTrie.none, elided: count)
  }

  private mutating func text(_ kind: StackTrie.Kind, frame: UInt32, elided: UInt32) -> UInt32 {
    let hash = mix(UInt64(frame) << 32 | UInt64(elided), 0x6465_6275_6730 + UInt64(kind.rawValue))
    return trie.text(hash: hash) {
      $0.kind == kind && $0.frame == frame && $0.elided == elided
    }
      ?? trie.add(
        StackTrie.FrameText(symbol: frame, kind: kind, elided: elided), hash: hash)
  }
}
