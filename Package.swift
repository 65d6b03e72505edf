// swift-tools-version: 6.2

import PackageDescription

/// Every target of our own is held to the same settings: warnings fail the build.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "dumpscan",
  platforms: [.macOS("26.0")],
  products: [
    .executable(name: "dumpscan", targets: ["dumpscan"]),
    .library(name: "GoroutineDump", targets: ["GoroutineDump"]),
    .library(name: "LeakAnalysis", targets: ["LeakAnalysis"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // Without its default traits, which bring all of Foundation along.
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
  ],
  targets: [
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .target(name: "PCRE2", dependencies: ["CPCRE2"], swiftSettings: strict),
    .target(name: "Archive", dependencies: ["CArchive"], swiftSettings: strict),
    .target(name: "YAML", dependencies: ["CLibYAML"], swiftSettings: strict),
    .target(name: "Gzip", dependencies: ["CZlib"], swiftSettings: strict),
    .target(name: "ParallelWork", swiftSettings: strict),
    .target(
      name: "GoroutineDump",
      dependencies: [
        "Archive", "Gzip", "ParallelWork",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["Profile/profile.proto"], swiftSettings: strict),
    .executableTarget(
      name: "embed-documents", dependencies: ["YAML"], path: "Sources/EmbedDocuments/Tool",
      swiftSettings: strict),
    .plugin(
      name: "EmbedDocuments", capability: .buildTool(), dependencies: ["embed-documents"],
      path: "Sources/EmbedDocuments/Plugin"),
    .target(
      name: "LeakAnalysis", dependencies: ["GoroutineDump", "ParallelWork", "PCRE2", "YAML"],
      exclude: ["Signatures/Catalogue"], swiftSettings: strict, plugins: ["EmbedDocuments"]),
    .target(
      name: "SignatureFiles",
      dependencies: ["LeakAnalysis", "GoroutineDump", "PCRE2"],
      swiftSettings: strict),
    .target(name: "CReportTemplate", exclude: ["report.html", "report.css", "script"]),
    .target(
      name: "Reporting",
      dependencies: ["CReportTemplate", "Gzip", "LeakAnalysis", "GoroutineDump", "PCRE2"],
      swiftSettings: strict),
    .target(
      name: "ModelContext",
      dependencies: [
        "SignatureFiles", "Reporting", "LeakAnalysis", "GoroutineDump", "PCRE2", "SystemCalls",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "dumpscan",
      dependencies: [
        "ModelContext", "SignatureFiles", "Reporting", "LeakAnalysis", "GoroutineDump",
        "ParallelWork",
        "PCRE2", "SystemCalls",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(name: "SystemCalls", swiftSettings: strict),
    .target(name: "DumpGenerator", swiftSettings: strict),
    .executableTarget(
      name: "dumpscan-bench",
      dependencies: [
        "DumpGenerator", "SystemCalls",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Benchmarks", swiftSettings: strict),
    .testTarget(name: "PCRE2Tests", dependencies: ["PCRE2"], swiftSettings: strict),
    .testTarget(
      name: "LeakAnalysisTests", dependencies: ["LeakAnalysis", "GoroutineDump", "ParallelWork"],
      swiftSettings: strict),
    .testTarget(
      name: "GoroutineDumpTests", dependencies: ["GoroutineDump"], swiftSettings: strict),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "Gzip", "LeakAnalysis", "GoroutineDump", "PCRE2"],
      swiftSettings: strict),
    .testTarget(
      name: "ModelContextTests",
      dependencies: ["ModelContext", "Reporting", "LeakAnalysis", "GoroutineDump"],
      swiftSettings: strict),
    .testTarget(name: "CommandTests", dependencies: ["dumpscan"], swiftSettings: strict),
    .testTarget(
      name: "SignatureFilesTests",
      dependencies: ["SignatureFiles", "LeakAnalysis", "GoroutineDump"], swiftSettings: strict),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"], swiftSettings: strict),
    .testTarget(name: "GzipTests", dependencies: ["Gzip"], swiftSettings: strict),
    .testTarget(
      name: "BenchmarkTests",
      dependencies: ["dumpscan-bench", "dumpscan", "DumpGenerator", "GoroutineDump"],
      swiftSettings: strict),
  ],
  // For `#embed`.
  cLanguageStandard: .c2x
)

// The fuzzer needs flags that no other build has: see its source.
if Context.environment["DUMPSCAN_FUZZ"] != nil {
  package.targets += [
    .target(name: "DumpFuzzerMain"),
    .executableTarget(
      name: "DumpFuzzer", dependencies: ["GoroutineDump", "DumpFuzzerMain"],
      swiftSettings: strict),
  ]
}
