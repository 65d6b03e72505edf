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
    try data.write(to: folder.appending(path: name))
  }

  /// Runs a shell command, in which `dumpscan` is the one that was built; removes the folder's
  /// outputs, not its files.
  func run(_ script: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    // Files, not pipes: they never fill up.
    process.arguments = ["-c", "( \(script)\n) >.output 2>.error </dev/null"]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = Self.products.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR_FORCE"] { environment[name] = nil }
    process.environment = environment
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try text(".output"), error: try text(".error"))
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
