import ArgumentParser
import DumpGenerator

/// `dumpscan-bench generate`: writes one dump.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Write one dump, the same for the same options.")

  @Option(
    help: ArgumentHelp(
      "The most bytes of a debug2 dump, without its prefixes; a debug1 dump has all its stacks.",
      valueName: "bytes"))
  var size = ByteSize(bytes: 256 << 20)

  @Option(
    help: ArgumentHelp("Distinct stacks, up to \(DumpGenerator.maximumStacks).", valueName: "n"))
  var stacks = 60

  @Option(help: ArgumentHelp("How many goroutines in a hundred have labels.", valueName: "percent"))
  var labels = 0

  @Flag(help: "Put a timestamp before every line, as `kubectl logs --timestamps` does.")
  var prefix = false

  @Option(help: "How the dump is laid out.")
  var format = DumpGenerator.Format.debug2

  @Option(help: ArgumentHelp("The start of all that is random.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to.", valueName: "file"))
  var output: String

  func validate() throws {
    guard (1...DumpGenerator.maximumStacks).contains(stacks) else {
      throw ValidationError("--stacks must be 1 to \(DumpGenerator.maximumStacks).")
    }
    guard (0...100).contains(labels) else {
      throw ValidationError("--labels must be 0 to 100.")
    }
  }

  func run() throws {
    var generator = DumpGenerator()
    generator.size = size.bytes
    generator.stacks = stacks
    generator.labelPercent = labels
    generator.hasPrefix = prefix
    generator.format = format
    generator.seed = seed
    let file = try WrittenFile(path: output)
    let written = try generator.write { chunk throws(SystemFailure) in try file.write(chunk) }
    try file.close()
    print(GeneratedFile.line(written))
  }
}
