import Foundation

/// The built command, run by a shell in a folder of its own.
struct Command {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "dumpscan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// What a run left behind.
  struct Outcome: Equatable {
    var status: Int32
    var output: String
    var error: String
  }

  /// Puts a file into the folder.
  func write(_ name: String, _ text: String) throws {
    try write(name, Data(text.utf8))
  }

  func write(_ name: String, _ data: Data) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  /// Runs a shell command, in which `dumpscan` is the one that was built; removes the folder's
  /// outputs, not its files.
  func run(_ script: String) throws -> Outcome {
    let paths = "export PATH='\(Self.products.path)':\"$PATH\"; cd '\(folder.path)' || exit 99; "
    let clean = "unset COLUMNS NO_COLOR CLICOLOR_FORCE; "
    // Files, not pipes: they never fill up.
    let status = try Self.shell(paths + clean + "( \(script)\n) >.output 2>.error </dev/null")
    return Outcome(status: status, output: try text(".output"), error: try text(".error"))
  }

  /// Runs `/bin/sh -c`, and waits. Foundation's `Process` hangs now and then where tests run side
  /// by side on few cores, since it waits with a run loop.
  private static func shell(_ script: String) throws -> Int32 {
    let texts: [String] = ["/bin/sh", "-c", script]
    var words: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    var child = pid_t()
    // The words are copied C strings that live until the function ends, and a nil ends them.
    let failure = unsafe posix_spawn(&child, "/bin/sh", nil, nil, &words, environ)
    guard failure == 0 else { throw CocoaError(.executableNotLoadable) }
    var status: Int32 = 0
    // waitpid fills `status`; a signal to the tests may come between.
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// The folder that holds the tests' own executable and the command.
  private static var products: URL {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/", !isCommand(folder) { folder.deleteLastPathComponent() }
    return folder
  }

  private static func isCommand(_ folder: URL) -> Bool {
    let path = folder.appending(path: "dumpscan").path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }
}
