internal import Gzip
internal import SwiftProtobuf

/// Writes dumps as a pprof profile, which `go tool pprof`, Pyroscope, Parca and speedscope open.
///
/// ```swift
/// var writer = ProfileWriter()
/// writer.add(dump)
/// let bytes = try writer.encoded()
/// ```
///
/// There is one sample for the goroutines that are alike in stack, state, wait, mark and labels. What
/// pprof has no field for stands in the sample's labels: `state`, `wait` (in minutes), `created_by`
/// and `created_at`, `leaked`, `locked_to_thread`, `state_source` where the state is worked out, and
/// the goroutine's own. ``DumpReader`` reads such a profile back to the same groups, and to the same
/// time, where a dump tells one.
public struct ProfileWriter {
  private let clean: (String) -> String
  private var profile = Perftools_Profiles_Profile()
  private var texts: [String: Int64] = ["": 0]
  private var functions: [[Int64]: UInt64] = [:]
  private var locations: [[UInt64]: UInt64] = [:]
  private var seesEachGoroutine = true
  private var isTruncated = false
  private var failure: Failure?

  /// A profile without samples.
  ///
  /// - Parameter clean: is asked for what to write of each text of the dumps.
  public init(clean: @escaping (String) -> String = { $0 }) {
    self.clean = clean
    profile.stringTable = [""]
  }

  /// Adds the goroutines of a dump, with one more label where several dumps go into one profile.
  public mutating func add(_ dump: Dump, labelled label: Label? = nil) {
    if profile.sampleType.isEmpty {
      var type = Perftools_Profiles_ValueType()
      type.type = text(clean(dump.profile))
      type.unit = text("count")
      profile.sampleType = [type]
      profile.periodType = type
      profile.period = 1
      addMapping()
    }
    if dump.goroutines.isEmpty { seesEachGoroutine = false }
    isTruncated = isTruncated || dump.isTruncated
    failure = failure ?? dump.failure
    if let time = dump.captureTime {
      // The earliest of several, as where pprof merges profiles.
      profile.timeNanos = profile.timeNanos == 0 ? time : Swift.min(profile.timeNanos, time)
    }
    // The location of each frame, or 0 where it has none yet.
    var known = [UInt64](repeating: 0, count: dump.symbols.frames.count)
    for share in Self.shares(of: dump) {
      let sample = dump.samples[share.sample]
      var written = Perftools_Profiles_Sample()
      for index in dump.symbols.frameIndices(of: dump.symbols.stacks[Int(sample.stack)]) {
        if known[Int(index)] == 0 {
          known[Int(index)] = location(dump.symbols.frames[Int(index)], dump.symbols)
        }
        written.locationID.append(known[Int(index)])
      }
      written.value = [Int64(share.count)]
      written.label = labels(of: sample, share, in: dump)
      if let label { written.label.append(string(label.key, clean(label.value))) }
      profile.sample.append(written)
    }
  }

  /// The profile, compressed with gzip.
  ///
  /// - Throws: ``ProfileWritingError`` where it is larger than a protobuf message can be.
  public consuming func encoded() throws(ProfileWritingError) -> [UInt8] {
    var comments = [ProfileLabels.marker]
    if seesEachGoroutine { comments.append(ProfileLabels.eachGoroutine) }
    if isTruncated { comments.append(ProfileLabels.truncated) }
    if let failure {
      comments.append(
        ProfileLabels.failure + failure.kind.rawValue + ": " + clean(failure.message))
      comments += failure.remarks.map { ProfileLabels.remark + clean($0) }
      comments += failure.runningTests.map {
        ProfileLabels.runningTest + $0.duration + " " + clean($0.name)
      }
      if failure.isOnSystemStack { comments.append(ProfileLabels.systemStack) }
    }
    profile.comment = comments.map { text($0) }
    do {
      let bytes: [UInt8] = try profile.serializedBytes()
      return try GzipEncoder.encode(bytes)
    } catch {
      throw ProfileWritingError(reason: "\(error)")
    }
  }

  /// Goroutines of one sample that have the same wait.
  private struct Share {
    var sample: Int
    var wait: Int?
    var isLocked = false
    var count: Int
  }

  private struct ShareKey: Hashable {
    var sample: UInt32
    var wait: Int
    var isLocked: Bool
  }

  /// The goroutines of a dump by sample, wait and thread, in the order of the samples.
  private static func shares(of dump: Dump) -> [Share] {
    guard !dump.goroutines.isEmpty else {
      return dump.samples.enumerated().map { Share(sample: $0, wait: nil, count: $1.count) }
    }
    var rest = dump.samples.map(\.count)
    var counts: [ShareKey: Int] = [:]
    dump.goroutines.forEachRow { _, record in
      // One that stands twice is counted once: its sample is used up.
      guard rest[Int(record.sample)] > 0 else { return }
      rest[Int(record.sample)] -= 1
      let key = ShareKey(
        sample: record.sample, wait: record.waitMinutes ?? -1,
        isLocked: record.flags.contains(.lockedToThread))
      counts[key, default: 0] += 1
    }
    let order = counts.keys.sorted {
      ($0.sample, $0.wait, $0.isLocked ? 1 : 0) < ($1.sample, $1.wait, $1.isLocked ? 1 : 0)
    }
    return order.map { key in
      Share(
        sample: Int(key.sample), wait: key.wait < 0 ? nil : key.wait, isLocked: key.isLocked,
        count: counts[key] ?? 0)
    }
  }

  /// One mapping, which says that nothing is left to look up in a binary.
  private mutating func addMapping() {
    var mapping = Perftools_Profiles_Mapping()
    mapping.id = 1
    mapping.hasFunctions_p = true
    mapping.hasFilenames_p = true
    mapping.hasLineNumbers_p = true
    profile.mapping = [mapping]
  }

  private mutating func text(_ text: String) -> Int64 {
    if let index = texts[text] { return index }
    let index = Int64(profile.stringTable.count)
    profile.stringTable.append(text)
    texts[text] = index
    return index
  }

  private mutating func location(_ frame: Frame, _ symbols: Symbols) -> UInt64 {
    let name = text(clean(symbols.function(of: frame)))
    let key = [name, text(clean(symbols.file(of: frame)))]
    let function = functions[key] ?? UInt64(functions.count + 1)
    if functions.updateValue(function, forKey: key) == nil {
      var written = Perftools_Profiles_Function()
      written.id = function
      written.name = key[0]
      written.systemName = key[0]
      written.filename = key[1]
      profile.function.append(written)
    }
    let place = [function, UInt64(frame.line)]
    if let location = locations[place] { return location }
    var written = Perftools_Profiles_Location()
    written.id = UInt64(locations.count + 1)
    written.mappingID = 1
    // A dump's frames have no addresses; some tools tell locations apart by nothing else.
    written.address = written.id
    var line = Perftools_Profiles_Line()
    line.functionID = function
    line.line = Int64(frame.line)
    written.line = [line]
    profile.location.append(written)
    locations[place] = written.id
    return written.id
  }

  private mutating func labels(
    of sample: Sample, _ share: Share, in dump: Dump
  ) -> [Perftools_Profiles_Label] {
    var labels: [Perftools_Profiles_Label] = []
    if sample.stateSource != .unknown {
      labels.append(string(ProfileLabels.state, clean(sample.state.name)))
    }
    if sample.stateSource == .inferred {
      labels.append(string(ProfileLabels.stateSource, StateSource.inferred.rawValue))
    }
    if sample.isLeaked { labels.append(string(ProfileLabels.leaked, ProfileLabels.yes)) }
    if let wait = share.wait {
      labels.append(number(ProfileLabels.wait, wait, ProfileLabels.minutes))
    }
    if share.isLocked { labels.append(string(ProfileLabels.lockedToThread, ProfileLabels.yes)) }
    let stack = dump.symbols.stacks[Int(sample.stack)]
    if let creator = dump.symbols.creator(of: stack) {
      labels.append(string(ProfileLabels.creator, clean(dump.symbols.function(of: creator))))
      let file = clean(dump.symbols.file(of: creator))
      if !file.isEmpty {
        labels.append(string(ProfileLabels.creatorPlace, "\(file):\(creator.line)"))
      }
    }
    if stack.elidedFrames > 0 {
      labels.append(number(ProfileLabels.elidedFrames, Int(stack.elidedFrames), ""))
    }
    for label in dump.labels(of: sample) {
      labels.append(string(ProfileLabels.written(clean(label.key)), clean(label.value)))
    }
    return labels
  }

  private mutating func string(_ key: String, _ value: String) -> Perftools_Profiles_Label {
    var label = Perftools_Profiles_Label()
    label.key = text(key)
    label.str = text(value)
    return label
  }

  private mutating func number(
    _ key: String, _ value: Int, _ unit: String
  ) -> Perftools_Profiles_Label {
    var label = Perftools_Profiles_Label()
    label.key = text(key)
    label.num = Int64(value)
    label.numUnit = text(unit)
    return label
  }
}

/// A profile that cannot be written.
public struct ProfileWritingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Why.
  public let reason: String
  /// One sentence.
  public var description: String { "cannot write the profile: \(reason)" }
}
