import Archive

/// Goes through the members of archives and folders, reads those that hold a dump, and counts the rest.
struct BundleWalk {
  private let reader: DumpReader
  private let selection: MemberSelection?
  private let budget = BundleBudget()
  private var memberCount = 0
  private var others: [(path: String, error: DumpError)] = []
  var bundle = Bundle(path: "")

  init(_ reader: DumpReader, _ selection: MemberSelection?) {
    self.reader = reader
    self.selection = selection
  }

  /// Reads a file or a member.
  mutating func take(_ stream: consuming ByteStream, path: String, depth: Int) {
    guard let format = stream.archiveFormat else { return takeFile(stream, path: path) }
    guard depth < BundleBudget.depth else {
      let reason =
        "nested more than \(BundleBudget.depth) archives deep; not read"
      bundle.failures.append(.damaged(path: path, reason: reason))
      return
    }
    let source = stream.archiveSource()
    do throws(ArchiveError) {
      let archive = try ArchiveReader(source, format: format)
      var isEmpty = true
      while let member = try archive.next(), !reader.isStopped {
        isEmpty = false
        memberCount += 1
        guard memberCount <= BundleBudget.members, bundle.inputs.count < BundleBudget.dumps else {
          return limit(path)
        }
        guard member.isFile else { continue }
        take(member, of: archive, path: path, depth: depth)
        guard budget.isLeft else { return limit(path) }
      }
      if isEmpty { others.append((path, .empty(path: path))) }
    } catch {
      let damage = source.report.damage ?? "\(error)"
      bundle.failures.append(.damaged(path: path, reason: damage))
    }
  }

  private mutating func take(
    _ member: ArchiveMember, of archive: ArchiveReader, path: String, depth: Int
  ) {
    let name = path + ":" + (member.name.isEmpty ? "member \(memberCount)" : member.name)
    if let selection, !selection.takes(name), !selection.mayStandIn(name) { return }
    if member.isEncrypted {
      bundle.failures.append(.damaged(path: name, reason: "\(ArchiveError.encrypted)"))
      return
    }
    take(ByteStream(MemberBytes(archive, budget)), path: name, depth: depth + 1)
  }

  private mutating func takeFile(_ stream: consuming ByteStream, path: String) {
    if let selection, !selection.takes(path) { return }
    take(Content(of: stream, path: path, by: reader), path: path)
  }

  /// What a file or a member is that is no archive.
  enum Content: Sendable {
    case dump(DumpInput)
    case other(DumpError)

    init(of stream: consuming ByteStream, path: String, by reader: DumpReader) {
      var stream = stream
      if let kind = OtherContent(stream.firstBytes.span) {
        self = .other(.notADump(path: path, what: kind.name))
        return
      }
      do throws(DumpError) {
        let input = try reader.read(stream, path: path)
        guard input.dumps.contains(where: \.isGoroutineProfile) else {
          let profile = input.dumps.first?.profile ?? ""
          self = .other(.notADump(path: path, what: OtherContent.profile(profile)))
          return
        }
        self = .dump(input)
      } catch {
        self = .other(error)
      }
    }
  }

  /// Counts what was read already.
  mutating func take(_ content: Content, path: String) {
    switch content {
    case .dump(let input): bundle.inputs.append(input)
    case .other(let error): others.append((path, error))
    }
  }

  private mutating func limit(_ path: String) {
    bundle.limits.append(
      "\(path): more than \(BundleBudget.members) members, \(BundleBudget.dumps) dumps or "
        + "\(BundleBudget.bytes >> 30) GiB; the rest was not read")
  }

  /// What was found.
  ///
  /// - Throws: ``DumpError`` where that is no dump at all.
  consuming func finish(path: String) throws(DumpError) -> Bundle {
    bundle.path = path
    bundle.isCollection = true
    let dumpNames = Set(
      bundle.inputs.filter { $0.dumps.allSatisfy { $0.format != .crash } }
        .map { CaptureName($0.path).shape })
    for other in others {
      let name = CaptureName(other.path)
      let isCapture =
        name.isOfGoroutines || dumpNames.contains(name.shape) && !name.isLog
      if isCapture, other.error.isFailedCapture {
        bundle.failures.append(other.error)
      } else if name.isOfGoroutines, !name.isOfAnotherProfile, other.error.isOfOtherContent {
        bundle.failures.append(other.error)
      } else if case .damaged = other.error, !name.isOfAnotherProfile {
        bundle.failures.append(other.error)
      } else {
        bundle.otherCount += 1
      }
    }
    if selection == nil {
      let count = bundle.inputs.count
      bundle.inputs = CaptureForm.mostTelling(of: bundle.inputs)
      bundle.otherFormCount = count - bundle.inputs.count
    }
    guard bundle.inputs.isEmpty, bundle.failures.isEmpty else { return bundle }
    if reader.isStopped { throw .empty(path: path) }
    if selection != nil, others.isEmpty { throw .notFound(path: path) }
    if selection != nil, let only = others.first, others.count == 1 { throw only.error }
    throw .noDump(path: path, members: others.map { OtherContent.name(of: $0.error) })
  }
}

extension DumpError {
  /// Whether a profile of another kind, a trace or a program stands there.
  fileprivate var isOfOtherContent: Bool {
    if case .notADump(_, let what) = self { return OtherContent.isKnownKind(what) }
    return false
  }

  /// Whether what should have been a dump holds nothing, or something that no program wrote in its place
  /// on purpose.
  fileprivate var isFailedCapture: Bool {
    switch self {
    case .empty, .damaged, .unreadable: true
    case .notADump(_, let what): !OtherContent.isKnownKind(what)
    case .notFound, .isDirectory, .noDump: false
    }
  }
}

extension MemberSelection {
  /// Whether what is wanted can stand inside a member that is an archive.
  fileprivate func mayStandIn(_ path: String) -> Bool {
    wanted.hasPrefix(path + ":")
  }
}
