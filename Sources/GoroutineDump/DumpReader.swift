import Dispatch
import Synchronization

/// Reads goroutine dumps from files and pipes: once, front to back, in bounded memory, and over all
/// cores where the input is large.
public struct DumpReader: Sendable {
  /// How many threads read; the result does not depend on it.
  public var threads: Int

  /// Input of at least this many bytes is read by more than one thread.
  var parallelThreshold = 4 << 20

  /// Counts what is read; nil where nobody asks.
  public var progress: ReadingProgress?

  /// Addresses that are looked for: the arguments of every goroutine that has one of them are kept in
  /// ``Dump/details``, however many there are.
  public var wantedAddresses: Set<UInt64> = []

  /// How much is read of an input that has no end.
  var limits = ReadingLimits()

  /// A reader that uses at most so many threads; 0 stands for one per core.
  public init(threads: Int = 0) {
    let wanted = threads > 0 ? threads : DumpReader.coreCount
    self.threads = Swift.min(Swift.max(wanted, 1), Transcript.parserLimit)
  }

  /// Reads a file, or standard input for `-`.
  ///
  /// - Throws: ``DumpError`` where the input cannot be read or holds no dump at all. What can be
  ///   read of a damaged input is returned, with its ``Dump/problems``.
  public func read(path: String) throws(DumpError) -> DumpInput {
    try read(ByteStream(path: path), path: path)
  }

  /// Reads a text that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: The text, usually UTF-8; other bytes read as U+FFFD.
  ///   - path: What ``DumpInput/path`` and errors call it.
  /// - Throws: ``DumpError`` where the text holds no dump at all.
  public func read(bytes: [UInt8], path: String = "-") throws(DumpError) -> DumpInput {
    try read(ByteStream(bytes: bytes), path: path)
  }

  /// Reads a stream as it stands, or the dump that is in it in some other form.
  func read(_ stream: consuming ByteStream, path: String) throws(DumpError) -> DumpInput {
    // A file is read again where that is needed, which is seldom; copying it costs as much as reading it.
    let file = stream.regularFile
    stream.keepsText = file == nil
    let reading = readKeeping(stream, path: path)
    let first = try? reading.result.get()
    if case .failure(let error) = reading.result {
      guard case .notADump = error else { throw error }
    }
    guard let length = reading.length, first.map(ReadingQuality.isPerfect) != true else {
      return try reading.result.get()
    }
    let text = FormlessText(
      path: path, length: length, kept: reading.kept, file: file, first: first)
    let recovered =
      length <= Recovery.longestText
      ? text.recovered(by: recovery(path: path, threads: 1))
      : try text.recoveredByItsBeginning(
        by: recovery(path: path, threads: 1), rewriting: recovery(path: path, threads: threads))
    guard var found = recovered else { return try reading.result.get() }
    found.byteCount = first?.byteCount ?? length
    return found
  }

  /// Looks into texts as this reader reads them.
  func recovery(path: String, threads: Int) -> Recovery {
    var reader = DumpReader(threads: threads)
    reader.limits = limits
    reader.wantedAddresses = wantedAddresses
    return Recovery { [reader] text in
      try? reader.readKeeping(ByteStream(bytes: text), path: path).result.get()
    }
  }

  private struct Reading {
    var result: Result<DumpInput, DumpError>
    /// Bytes of the text, where it was read to its end and nothing was wrong with them.
    var length: Int?
    /// The text, or its beginning, as far as it was kept.
    var kept: (bytes: [UInt8], isWhole: Bool) = ([], false)
  }

  /// Reads a stream as it stands.
  private func readKeeping(_ stream: consuming ByteStream, path: String) -> Reading {
    do throws(DumpError) {
      if stream.archiveFormat != nil {
        throw .notADump(path: path, what: "an archive (use readBundle(path:))")
      }
      if let refusal = ContentGuess.refusal(stream.firstBytes.span) {
        throw .notADump(path: path, what: refusal)
      }
      if stream.holdsProfile {
        return Reading(result: .success(try ProfileReader.read(&stream, path: path)))
      }
    } catch {
      return Reading(result: .failure(error))
    }
    let session = session(stream)
    let result = Result { () throws(DumpError) in try session.finish(path: path) }
    return Reading(result: result, length: session.wholeLength, kept: session.keptText)
  }

  private func session(_ stream: consuming ByteStream) -> ReadingSession {
    let size = stream.size
    progress?.expect(stream.wrappings.isEmpty ? size : nil)
    let session = ReadingSession(ChunkSource(stream), limits, progress, wantedAddresses)
    // A small input is read by this thread alone: starting others would cost more. Of a large one
    // it reads the first chunk, which tells whether the lines must be taken in order.
    let isLarge = (size ?? 0) >= parallelThreshold
    session.work(parser: 0, chunks: isLarge ? 1 : parallelThreshold / ChunkSource.chunkSize)
    if threads > 1, !session.isFinished, size == nil || isLarge {
      DispatchQueue.concurrentPerform(iterations: threads) { worker in
        session.work(parser: worker + 1, chunks: .max)
      }
    } else {
      session.work(parser: 1, chunks: .max)
    }
    return session
  }

  private static let interruption = Atomic<Bool>(false)

  /// Ends all reading from files, pipes and terminals as if their end had been reached: what was read
  /// is returned, marked as truncated. Safe in a signal handler, once ``isInterrupted`` was asked for.
  public static func interrupt() { interruption.store(true, ordering: .relaxed) }

  /// Whether ``interrupt()`` was called.
  public static var isInterrupted: Bool { interruption.load(ordering: .relaxed) }

  /// Whether nothing more is to be read, of this reading or of all.
  var isStopped: Bool { DumpReader.isInterrupted || progress?.isCancelled == true }

  private static var coreCount: Int { ProcessorCount.active }
}

/// One reading of one input, shared by the threads that take part.
final class ReadingSession: Sendable {
  private let source: Mutex<ChunkSource>
  private let limits: ReadingLimits
  /// Whose turn it is to read. Threads wait here and not for the mutex: its waiters spin in the kernel
  /// while another one copies, which on a busy machine cost four times the work itself.
  private let turn = DispatchSemaphore(value: 1)
  private let transcript: Mutex<Transcript>
  private let tables = Mutex<[Int: ParserTables]>([:])
  /// The sources of a log that holds several, one beside the other, once they were separated.
  private let separated = Mutex<[SeparatedSource]>([])
  /// The parsers of separated sources count from here; no others but 0 and 1 read such an input.
  private static let firstSourceParser = 2

  private let progress: ReadingProgress?
  private let wantedAddresses: Set<UInt64>

  init(
    _ source: consuming ChunkSource, _ limits: ReadingLimits, _ progress: ReadingProgress?,
    _ wantedAddresses: Set<UInt64>
  ) {
    self.source = Mutex(source)
    self.progress = progress
    self.wantedAddresses = wantedAddresses
    self.limits = limits
    transcript = Mutex(Transcript(limits))
  }

  /// Whether all of the input has been handed out.
  var isFinished: Bool { source.withLock { $0.isFinished } }

  /// Bytes of the text, where it was read to its end and nothing was wrong with them; else nil.
  var wholeLength: Int? {
    source.withLock { source in
      let end = source.end
      let isWhole =
        source.isFinished && end.damage == nil && end.failure == nil && !end.wasInterrupted
      return isWhole ? end.textBytes : nil
    }
  }

  /// The text of the input as it was decoded, or its beginning, as far as it was kept.
  var keptText: (bytes: [UInt8], isWhole: Bool) { source.withLock { $0.takeKept() } }

  /// Takes chunks and parses them, until the input ends or so many are done.
  func work(parser number: Int, chunks limit: Int) {
    var parser = ChunkParser(wantedAddresses: wantedAddresses)
    var buffer: [UInt8] = []
    var unwrapped: [UInt8] = []
    var done = 0
    var looksForSources = number == 0
    while done < limit, let chunk = next(into: &buffer) {
      // The first parser reads the small inputs alone.
      if number > 0, done == 0 { parser.reserve() }
      let bytes = buffer.span.extracting(0..<chunk.length)
      if looksForSources, case .prefix(let prefix) = chunk.wrapping.layers.first {
        looksForSources = false
        if let sources = SourcePrefixes(prefix, in: bytes) {
          let inner = LineWrapping(layers: Array(chunk.wrapping.layers.dropFirst()))
          separate(sources, inner: inner, first: buffer, chunk)
          break
        }
      }
      var output: ChunkOutput
      if chunk.wrapping.isNone {
        output = parser.parse(bytes, chunk)
      } else {
        let leavesStringOpen = chunk.wrapping.unwrap(bytes, into: &unwrapped)
        output = parser.parse(unwrapped.span, chunk)
        if chunk.isLast, leavesStringOpen { output.gaps.insert(.openString) }
        // Lines are those of the input, not of what it wraps.
        if output.tellsOfLines {
          output.tellLines(
            LineOrigins(chunk.wrapping, of: bytes, startsInLine: chunk.startsInLine))
        }
        if chunk.wrapping.changesLines || bytes[chunk.length - 1] != UInt8(ascii: "\n") {
          output.lineCount = bytes.lineFeeds(in: 0..<chunk.length)
        }
        if chunk.wrapping.mayLoseHeaders {
          output.tellLostHeaders(bytes.headerCount - unwrapped.span.headerCount)
        }
      }
      progress?.add(bytes: chunk.length, goroutines: output.goroutineCount)
      let part = Transcript.Part(parser: number, output: output)
      let isFull = transcript.withLock {
        $0.add(part, at: chunk.index)
        return $0.isFull
      }
      if isFull { break }
      done += 1
    }
    let result = parser.tables()
    tables.withLock { $0[number] = result }
  }

  private func next(into buffer: inout [UInt8]) -> ChunkSource.Chunk? {
    turn.wait()
    var chunk =
      progress?.isCancelled == true ? nil : source.withLock { $0.next(into: &buffer) }
    turn.signal()
    if chunk?.read(into: &buffer) == false { source.withLock { $0.noteShorterFile() } }
    return chunk
  }

  /// Reads the rest of the input as the lines of several sources. One thread does: the lines must
  /// be taken in order.
  private func separate(
    _ sources: SourcePrefixes, inner: LineWrapping, first: [UInt8], _ chunk: ChunkSource.Chunk
  ) {
    let before = transcript.withLock { $0.lineCount }
    var separator = SourceSeparator(sources, inner: inner, firstLine: before)
    var readers: [SourceReader] = []
    var buffer = first
    var chunk: ChunkSource.Chunk? = chunk
    while let piece = chunk, !readers.contains(where: \.isFull) {
      separator.take(buffer.span.extracting(0..<piece.length))
      chunk = next(into: &buffer)
      for number in separator.texts.indices {
        if readers.count <= number {
          readers.append(
            SourceReader(
              name: separator.texts[number].name, parser: Self.firstSourceParser + number, limits,
              wantedAddresses))
        }
        if let text = separator.piece(of: number, isLast: chunk == nil) {
          let found = readers[number].read(text, isLast: chunk == nil)
          progress?.add(bytes: 0, goroutines: found)
        }
      }
      progress?.add(bytes: piece.length, goroutines: 0)
    }
    let sources = readers.map { $0.finish() }
    separated.withLock { $0 = sources }
  }

  /// The input's dumps, once all threads have ended.
  func finish(path: String) throws(DumpError) -> DumpInput {
    var tables = tables.exchange([:])
    let sources = separated.withLock { $0 }
    let last = sources.isEmpty ? (tables.keys.max() ?? 0) + 1 : Self.firstSourceParser
    // Taken out: what two hold is copied when it grows.
    var ordered = (0..<last).map { tables.removeValue(forKey: $0) ?? ChunkParser().tables() }
    ordered += sources.map(\.tables)
    let transcript = transcript.exchange(Transcript())
    var end = source.withLock { $0.end }
    end.gaps = transcript.gaps
    end.isFull = transcript.leftOut || transcript.isFull && !isFinished
    var assembly = Assembly(consume ordered)
    var dumps = assembly.dumps(of: transcript)
    if dumps.dropMentions() { end.gaps.subtract([.endsInStack, .halfFrame, .bareHeader]) }
    if !dumps.isEmpty { end.describe(&dumps) }
    for source in sources { dumps += source.dumps(&assembly, end) }
    dumps.dropThreads()
    if dumps.isEmpty {
      if let failure = end.failure { throw failure }
      if let damage = end.damage { throw .damaged(path: path, reason: damage) }
      throw end.isBlank ? .empty(path: path) : .notADump(path: path, what: end.content)
    }
    return DumpInput(
      path: path, dumps: dumps, byteCount: end.bytesRead, wrapping: end.wrappings)
  }
}

extension ChunkParser {
  /// Reads a chunk, and looks at the ends of the text where they are the chunk's.
  fileprivate mutating func parse(
    _ bytes: Span<UInt8>, _ chunk: ChunkSource.Chunk
  ) -> ChunkOutput {
    var output = parse(bytes)
    output.gaps.formUnion(
      gaps(
        bytes, isFirst: chunk.index == 0, isLast: chunk.isLast, endsInLine: chunk.endsInLine))
    return output
  }
}
