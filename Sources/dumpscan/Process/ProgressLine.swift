import Dispatch
import GoroutineDump
import Reporting
import Synchronization

/// A line on standard error that tells a person at a terminal how far a long reading has come; in a
/// pipe, and in the first second, there is none.
///
/// It is written by a thread of its own, which sleeps in between: the work never waits for it.
final class ProgressLine: Sendable {
  private let name: String
  private let progress: ReadingProgress
  private let start = ContinuousClock.now
  private let queue = DispatchQueue(label: "progress")
  private let isShown = Mutex(false)
  /// Work that takes less is over before a line is read.
  private static let patience = DispatchTimeInterval.seconds(1)
  private static let interval = DispatchTimeInterval.milliseconds(200)

  private init(_ path: String, _ progress: ReadingProgress) {
    let name = path == "-" ? "standard input" : Sanitizer.sanitized(path)
    self.name = String(name.split(separator: "/").last ?? "")
    self.progress = progress
  }

  /// Reads a file, a folder, or standard input for `-`, and tells how far that has come.
  static func read(_ path: String, by reader: DumpReader) throws(DumpError) -> Bundle {
    guard Stream.error.isTerminal, Terminal.environment("TERM") != "dumb" else {
      return try bundle(path, by: reader)
    }
    var reader = reader
    let progress = ReadingProgress()
    reader.progress = progress
    let line = ProgressLine(path, progress)
    let timer = DispatchSource.makeTimerSource(queue: line.queue)
    timer.schedule(deadline: .now() + patience, repeating: interval)
    timer.setEventHandler { line.show() }
    timer.activate()
    defer {
      timer.cancel()
      line.queue.sync { line.clear() }
    }
    return try bundle(path, by: reader)
  }

  private static func bundle(_ path: String, by reader: DumpReader) throws(DumpError) -> Bundle {
    path != "-" && CaptureFiles.isDirectory(path)
      ? try reader.readFolder(path: path, files: CaptureFiles.files(in: path))
      : try reader.readBundle(path: path)
  }

  private func show() {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let sentence = Self.sentence(progress, seconds: seconds)
    // Longer than its screen, a line could not be taken back.
    let width = Terminal.width(of: .error) - 1
    let room = max(width - sentence.count - 2, 0)
    let text = room > 0 ? "\(name.prefix(room)): \(sentence)" : sentence
    isShown.withLock { $0 = true }
    _ = Stream.error.write(Array("\r\u{1b}[K\(text.prefix(width))".utf8))
  }

  private func clear() {
    isShown.withLock { isShown in
      if isShown { _ = Stream.error.write(Array("\r\u{1b}[K".utf8)) }
      isShown = false
    }
  }

  /// `1.3 of 2.0 GiB, 640 MiB/s, 1,534,204 goroutines`
  static func sentence(_ progress: ReadingProgress, seconds: Double) -> String {
    let bytes = progress.bytes
    var text = ByteSize.text(bytes)
    if let size = progress.size { text += " of " + ByteSize.text(size) }
    text += ", \(ByteSize.text(Int(Double(bytes) / max(seconds, 0.001))))/s"
    return text + ", \(Quantity.text(progress.goroutines, "goroutine"))"
  }
}

/// Bytes, as people read them.
enum ByteSize {
  /// `512 bytes`, `3.4 MiB`.
  static func text(_ bytes: Int) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB"]
    guard bytes >= 1024 else { return "\(bytes) bytes" }
    var size = Double(bytes) / 1024
    var unit = 0
    while size >= 1000, unit < units.count - 1 {
      size /= 1024
      unit += 1
    }
    let tenths = Int((size * 10).rounded())
    return tenths >= 1000
      ? "\(Int(size.rounded())) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
