#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import YAML

/// Writes a Swift file with the documents of a catalogue: `embed-documents OUTPUT FOLDER NAME…`.
///
/// Their keys are parsed here, since libyaml takes longer for all of them than a program may take
/// to start. Raw literals cost the compiler nothing; arrays of bytes would cost it 25 seconds for
/// each 100 KB.
@main
struct EmbedDocumentsTool {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 3 else { fail("usage: embed-documents OUTPUT FOLDER NAME…") }
    var code = "extension EmbeddedDocument {\n  static let all: [EmbeddedDocument] = [\n"
    for name in arguments[3...] {
      let path = arguments[2] + "/" + name
      guard let data = FileManager.default.contents(atPath: path),
        let text = String(validating: data, as: UTF8.self)
      else { fail("\(path):1: error: not readable as UTF-8") }
      // A literal's carriage returns become line feeds, so that lengths would not hold.
      guard !text.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\r") }) else {
        fail("\(path):1: error: a zero byte or a carriage return")
      }
      do {
        code += try document(name, text)
      } catch {
        fail("\(path):\(max(error.line, 1)): error: \(error.message)")
      }
    }
    code += "  ]\n}\n"
    // A file that is left as it was is not compiled again: the package manager links and runs this anew
    // whenever its environment is another one.
    let output = Data(code.utf8)
    if FileManager.default.contents(atPath: arguments[1]) != output {
      try output.write(to: URL(filePath: arguments[1]))
    }
  }

  /// The code for a document, or for a file of nothing but keys.
  private static func document(_ name: String, _ text: String) throws(YAMLError) -> String {
    guard name.hasSuffix(".md") else {
      return literal(name, keys: try Node.parse(text), page: "", pageOffset: 0)
    }
    let parts = try FrontMatter(text)
    return literal(name, keys: try parts.keys(), page: parts.page, pageOffset: parts.pageOffset)
  }

  private static func literal(
    _ name: String, keys: Node?, page: Substring, pageOffset: Int
  ) -> String {
    """
        EmbeddedDocument(
          path: \(raw(name)),
          keys: \(raw(keys?.encoded ?? "")),
          page: \(raw(String(page))), pageOffset: \(pageOffset)),

    """
  }

  /// A raw literal with more signs at its ends than stand in a row in the text.
  private static func raw(_ text: String) -> String {
    var signs = "#"
    while text.contains(signs) { signs += "#" }
    return "\(signs)\"\"\"\n\(text)\n\"\"\"\(signs)"
  }

  /// Ends the build, in the form in which compilers say why.
  private static func fail(_ message: String) -> Never {
    print(message)
    exit(1)
  }
}
