import ArgumentParser
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import ModelContext
import Reporting

/// The server for assistants.
struct MCP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "Serve the analysis to AI assistants (Model Context Protocol over stdio).",
    usage: "dumpscan mcp [--root <directory> ...] [options]",
    discussion: """
      An MCP client starts this command; it is not for use at a terminal. It reads
      dumps below the root directories only, writes no files and opens no sockets.

      Example (.mcp.json):
        {"mcpServers": {"dumpscan":
          {"command": "dumpscan", "args": ["mcp", "--root", "/srv/dumps"]}}}

      Exit status: 0 the client closed standard input, 64 usage error,
      66 directory not found, 74 I/O error, 78 invalid configuration or signature
      file.
      """)

  @Option(
    help: ArgumentHelp(
      "Allow reading below this directory; repeatable (default: the working directory).",
      valueName: "directory"), completion: .directory)
  var root: [String] = []

  @Option(
    help: ArgumentHelp("Limit each answer to this many bytes.", valueName: "n"))
  var maxBytes = 24_000

  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var rules: CatalogueOptions

  func validate() throws {
    guard maxBytes >= ServerOffer.leastBytes else {
      throw ValidationError("--max-bytes must be \(ServerOffer.leastBytes) or more")
    }
  }

  func run() throws {
    if Stream.inputIsTerminal {
      Message.error(
        "mcp expects an MCP client on standard input; see the README for how to add it to one")
      throw ExitStatus.usage
    }
    let offer = ServerOffer(
      catalogue: try rules.catalogue(), roots: try roots(), isRedacted: redaction.redact,
      maximumBytes: maxBytes)
    let failure = StandardStreams.serve(offer)
    guard failure == 0 else {
      // strerror's text is copied at once.
      let reason = unsafe String(cString: strerror(failure))
      Message.error("standard input: cannot read: \(reason)")
      throw ExitStatus.inputOutput
    }
  }

  private func roots() throws -> Roots {
    do throws(RootError) {
      return try Roots(root.isEmpty ? ["."] : root)
    } catch {
      Message.error("--root: \(Sanitizer.sanitized(error.description))")
      throw ExitStatus.noInput
    }
  }
}
