import ArgumentParser
import DumpGenerator

/// A dump in the workspace.
struct GeneratedFile {
  var path: String
  var goroutines: Int
  var stacks: Int

  /// What `generate` prints, from which the file's numbers are taken.
  static func line(_ written: DumpGenerator.Written) -> String {
    "\(written.goroutines) goroutines, \(written.stacks) stacks, \(written.bytes) bytes"
  }

  init?(path: String, line: String) {
    let numbers = line.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    self.path = path
    goroutines = numbers[0]
    stacks = numbers[1]
  }
}

/// Writes the dumps that are missing.
///
/// Processes of their own do so: what this one has ever taken would count as the peak of everything
/// that it measures.
struct DumpFiles {
  var workspace: Workspace
  var generator: String

  /// A dump with the given parameters.
  func dump(
    _ format: DumpGenerator.Format = .debug2, size: Int, stacks: Int, prefix: Bool = false
  ) throws -> GeneratedFile {
    let length = format == .debug2 ? "-\(ByteSize(bytes: size))" : ""
    let name = "\(format.rawValue)\(length)-\(stacks)-stacks\(prefix ? "-prefix" : "").txt"
    let path = workspace.path(name)
    var line = "exec \(Tools.quoted(generator)) generate --format \(format.rawValue)"
    line += " --size \(size) --stacks \(stacks) -o \(Tools.quoted(path))"
    try make(name, by: prefix ? line + " --prefix" : line)
    guard let file = GeneratedFile(path: path, line: workspace.text(Self.note(name)) ?? "") else {
      throw ValidationError("\(path): is of another version: remove it.")
    }
    return file
  }

  /// A file compressed by `gzip`.
  func gzip(_ file: GeneratedFile) throws -> String {
    let name = file.path.split(separator: "/").last.map { "\($0).gz" } ?? "gz"
    let path = workspace.path(name)
    try make(
      name,
      by: "gzip -c \(Tools.quoted(file.path)) > \(Tools.quoted(path)) && echo compressed")
    return path
  }

  /// Makes a file by a command that prints a line about it at its end: only a whole file has one.
  private func make(_ name: String, by line: String) throws {
    guard !workspace.holds(name) || !workspace.holds(Self.note(name)) else { return }
    Progress.tell("writing \(name)")
    _ = try ShellCommand(line: line).run(
      output: workspace.path(Self.note(name)), error: workspace.path("errors"))
  }

  private static func note(_ name: String) -> String { name + ".written" }
}
