import Foundation
import PackagePlugin

/// Takes the documents of a target's `Signatures/Catalogue` into its code. Whatever lies there is
/// taken but for a README, so that a new signature is one new file.
@main
struct EmbedDocuments: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = target.directoryURL.appending(path: "Signatures/Catalogue")
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    let names = (paths ?? []).filter {
      ($0.hasSuffix(".md") || $0.hasSuffix(".yml")) && $0 != "README.md"
    }.sorted()
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedDocuments.swift")
    return [
      .buildCommand(
        displayName: "Embedding the \(names.count) documents of the catalogue",
        executable: try context.tool(named: "embed-documents").url,
        arguments: [output.path, folder.path] + names,
        inputFiles: names.map { folder.appending(path: $0) }, outputFiles: [output])
    ]
  }
}
