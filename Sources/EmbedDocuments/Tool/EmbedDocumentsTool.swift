#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Writes a Swift file with the texts of others: `embed-documents OUTPUT FOLDER NAME…`.
///
/// As raw literals, which cost the compiler nothing; as arrays of bytes they would cost 25 seconds
/// for each 100 KB.
@main
struct EmbedDocumentsTool {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 3 else { throw Failure("usage: embed-documents OUTPUT FOLDER NAME…") }
    var code = """
      /// A file of the catalogue.
      struct EmbeddedDocument: Sendable {
        /// Where it lies in the catalogue's folder: `own-code/select-abandoned.md`.
        let path: String
        let text: String

        static let all: [EmbeddedDocument] = [

      """
    for name in arguments[3...] {
      let path = arguments[2] + "/" + name
      guard let data = FileManager.default.contents(atPath: path),
        let text = String(validating: data, as: UTF8.self)
      else { throw Failure("\(path):1: error: not readable as UTF-8") }
      // What would end the literal, or be part of it, is in no signature.
      guard !text.contains("\"\"\"###"), !text.contains("\\###"), !text.contains("\0") else {
        throw Failure("\(path):1: error: \"\"\"###, \\### and zero bytes cannot be embedded")
      }
      let literal = text.hasSuffix("\n") ? text : text + "\n"
      code += "    EmbeddedDocument(path: \"\(name)\", text: ###\"\"\"\n\(literal)\n\"\"\"###),\n"
    }
    code += "  ]\n}\n"
    try Data(code.utf8).write(to: URL(filePath: arguments[1]))
  }

  /// What ends the build; in the form in which compilers say it.
  struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }
}
