internal import SwiftProtobuf

/// Reads `debug=0`: a `perftools.profiles.Profile`, decoded whole.
///
/// Its stacks are entered as those of a `debug=1` text are: the runtime's frames at the top are left
/// out, so that both forms of one moment give the same groups.
struct ProfileReader: ~Copyable {
  /// A profile of a million stacks takes a tenth of this.
  static let largestProfile = 1 << 30

  private let profile: Perftools_Profiles_Profile
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
      let damage = stream.damage ?? "it is no whole protobuf message"
      throw .unreadable(path: path, reason: "a debug=0 profile that is cut or damaged: \(damage)")
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
    for (index, location) in profile.location.enumerated() { locations[location.id] = index }
    for (index, function) in profile.function.enumerated() { functions[function.id] = index }
  }

  private consuming func dump(path: String) throws(DumpError) -> Dump {
    let type = profile.sampleType.first
    let name = type.map { text($0.type) } ?? ""
    guard profile.sampleType.count == 1, !name.isEmpty, type.map({ text($0.unit) }) == "count"
    else { throw .notADump(path: path, what: "another kind of profile (\(kinds))") }
    var output = ChunkOutput()
    var total = 0
    for sample in profile.sample {
      let count = Int(clamping: sample.value.first ?? 0)
      guard count > 0 else { continue }
      let known = Swift.min(count, CountBlockLine.largestCount)
      total += known
      parser.samples.append(localSample(sample))
      let number = UInt32(parser.samples.count - 1)
      output.marks.append(
        ChunkOutput.Mark(row: 0, line: 0, event: .count(sample: number, count: known)))
    }
    output.marks.insert(
      ChunkOutput.Mark(row: 0, line: 0, event: .profile(name: name, total: total)), at: 0)
    var transcript = Transcript()
    transcript.add(Transcript.Part(parser: 0, output: output), at: 0)
    var assembly = Assembly([parser.tables()])
    guard var dump = assembly.dumps(of: transcript).first else { throw .empty(path: path) }
    dump.format = .debug0
    return dump
  }

  private var kinds: String { profile.sampleType.map { text($0.type) }.joined(separator: ", ") }

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
    var counters: [UInt64] = []
    var lines: [Line] = []
    for id in sample.locationID {
      guard let index = locations[id] else { continue }
      let location = profile.location[index]
      // The address lies in the call; what a goroutine returns to is the next instruction.
      counters.append(location.address &+ 1)
      for line in location.line { lines.append(self.line(line, level: counters.count - 1)) }
    }
    lines.removeAll { $0.name == "runtime.goexit" || $0.name.isEmpty }
    let visible = lines.firstIndex { !Self.isHidden($0.name) } ?? 0
    var node = StackTrie.root
    for line in lines[visible...] {
      node = parser.trie.child(of: node, text: parser.frameText(line.name, line.file, line.number))
    }
    var local = ChunkParser.LocalSample(
      node: node, state: ChunkParser.LocalSample.noState, isLeaked: false,
      labels: labels(sample.label))
    local.programCounters = counters
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
    return parser.labelTexts.intern(pairs.sorted().map(\.quoted).joined(separator: ", "))
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
  fileprivate mutating func frameText(_ name: String, _ file: String, _ line: UInt32) -> UInt32 {
    let frame = frames.intern(
      Frame(
        function: frames.functions.intern(name), file: frames.files.intern(file), line: line))
    let hash = mix(UInt64(frame), 0x6465_6275_6730)
    return trie.text(hash: hash) { $0.frame == frame }
      ?? trie.add(
        StackTrie.FrameText(
          offset: 0, nameLength: 0, fileLength: 0, lines: 0, kind: .call, hasTail: false,
          frame: frame,
          elided: 0, hash: hash))
  }
}
