import GoroutineDump
import Reporting

/// Reads the dumps that a call names.
struct CaptureReader {
  let roots: Roots
  /// Whether notes go without homes and hosts.
  let isRedacted: Bool
  /// Paths of one call at most.
  static let mostPaths = 64

  /// What was read.
  struct Reading {
    var inputs: [DumpInput] = []
    /// What a reader of the answer should know: captures in an archive that could not be read.
    var notes: [String] = []
  }

  /// Notes of one call at most.
  private static let mostNotes = 20

  /// Reads all captures, in their order.
  ///
  /// - Throws: ``ToolFailure`` where one cannot be read, or the call was cancelled.
  func read(
    _ names: [String], for call: Call, keeping addresses: Set<UInt64> = []
  ) throws(ToolFailure) -> Reading {
    var reading = Reading()
    var reader = DumpReader()
    reader.progress = call.progress
    reader.wantedAddresses = addresses
    for name in names {
      let capture = try roots.capture(name)
      let bundle = try read(capture, by: reader, call, &reading)
      if call.isCancelled { throw .cancelled }
      for var input in bundle.inputs {
        // Called as they were asked for: the rest of the path is nobody's business.
        input.path = Self.renamed(input.path, capture)
        reading.inputs.append(input)
      }
      reading.notes += bundle.failures.map { Self.sentence($0, capture) }
      reading.notes += bundle.limits.map { Self.renamed($0, capture) }
      if bundle.inputs.isEmpty {
        throw ToolFailure(reading.notes.last ?? "\(Excerpt.of(name)): no goroutine dump found")
      }
    }
    if reading.notes.count > Self.mostNotes {
      let more = Quantity.text(reading.notes.count - Self.mostNotes, "more capture")
      reading.notes = reading.notes.prefix(Self.mostNotes) + ["\(more) could not be read"]
    }
    if isRedacted { reading.notes = reading.notes.map(Redaction.sentence) }
    return reading
  }

  private func read(
    _ capture: Roots.Capture, by reader: DumpReader, _ call: Call, _ reading: inout Reading
  ) throws(ToolFailure) -> Bundle {
    do throws(DumpError) {
      guard capture.isFolder else { return try reader.readBundle(path: capture.path) }
      let listing = FolderListing(capture.path, roots: roots) { call.isCancelled }
      if listing.isCut {
        let most = Quantity.text(FolderListing.most, "file")
        reading.notes.append("\(Excerpt.of(capture.name)): only the first \(most) were read")
      }
      return try reader.readFolder(path: capture.path, files: listing.files)
    } catch {
      if call.isCancelled { throw .cancelled }
      throw ToolFailure(Self.sentence(error, capture))
    }
  }

  private static func sentence(_ error: DumpError, _ capture: Roots.Capture) -> String {
    let sentence = renamed(error.description, capture)
    return switch error {
    case .empty, .notADump, .noDump: sentence + "; capture /debug/pprof/goroutine?debug=2"
    default: sentence
    }
  }

  private static func renamed(_ text: String, _ capture: Roots.Capture) -> String {
    text.replacing(capture.path, with: capture.name)
  }
}
