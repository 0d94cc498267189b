// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

func module(_ name: String, in folder: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/\(folder)/\(name)", swiftSettings: strict)
}

func command(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, path: "Sources/Commands/\(name)", swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], besides data: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: data, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "searchd",
  products: [
    .library(name: "SearchClient", targets: ["SearchClient"]),
    .executable(name: "searchd", targets: ["searchd"]),
    .executable(name: "search", targets: ["search"]),
    .executable(name: "searchctl", targets: ["searchctl"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .target(name: "Articles", path: "Sources/Articles", swiftSettings: strict),

    .target(name: "CStemmer", path: "Sources/C/CStemmer", linkerSettings: [.linkedLibrary("stemmer")]),
    .target(
      name: "CICU", path: "Sources/C/CICU",
      linkerSettings: [.linkedLibrary("icuuc")]),
    .target(name: "CLanguageDetector", path: "Sources/C/CLanguageDetector", linkerSettings: [.linkedLibrary("cld2")]),
    .target(name: "CByteClasses", path: "Sources/C/CByteClasses"),
    .target(name: "CBlockSums", path: "Sources/C/CBlockSums"),
    .systemLibrary(name: "CMalloc", path: "Sources/C/CMalloc"),
    .systemLibrary(name: "CSQLiteSettings", path: "Sources/C/CSQLiteSettings"),
    .target(name: "CZlib", path: "Sources/C/CZlib", linkerSettings: [.linkedLibrary("z")]),
    .target(name: "CBrotli", path: "Sources/C/CBrotli", linkerSettings: [.linkedLibrary("brotlidec")]),
    .target(name: "CLimitedProcess", path: "Sources/C/CLimitedProcess"),
    .target(name: "CConfinedWorker", path: "Sources/C/CConfinedWorker"),
    .target(name: "CArchive", path: "Sources/C/CArchive", linkerSettings: [.linkedLibrary("archive")]),

    module("Analysis", in: "Indexing", ["Articles", "CByteClasses", "CStemmer", "CICU", "CLanguageDetector"]),
    module("Extraction", in: "Indexing", ["Articles", "CZlib", "CBrotli", "CArchive", "CLimitedProcess", yaml, toml]),
    module("Isolation", in: "Indexing", ["Articles", "Extraction", "CConfinedWorker"]),
    .target(
      name: "IndexSchema", path: "index", exclude: ["README.md", "samples"], sources: ["IndexSchema.swift"],
      resources: ["create", "article-by-source", "stories", "generation-stamps"].enumerated().map { number, name in
        .embedInCode("migrations/000\(number + 1)-\(name).sql")
      }, swiftSettings: strict),
    module("IndexStore", in: "Indexing", ["Articles", "Analysis", "IndexSchema", "CSQLiteSettings", grdb, sqlite]),
    module("Ingest", in: "Indexing", ["Articles", "Analysis", "Extraction", "Isolation", "IndexStore"]),
    module("QueryLanguage", in: "Searching", ["Articles"]),
    module("Retrieval", in: "Searching", ["Articles", "Analysis", "CBlockSums", "IndexStore", "QueryLanguage"]),
    module("Wire", in: "Serving", ["Articles"]),
    module(
      "Daemon", in: "Serving",
      ["Articles", "CMalloc", "IndexStore", "QueryLanguage", "Retrieval", "Wire", logging, nioCore, nioPosix, nioHTTP1]),
    module("SearchClient", in: "Serving", ["Articles", "Wire", nioCore, nioPosix, nioHTTP1]),

    command("searchd", ["Daemon", argumentParser, logging]),
    command("search", ["SearchClient", argumentParser]),
    command(
      "searchctl",
      [
        "Articles", "CMalloc", "Analysis", "Extraction", "Isolation", "IndexStore", "Ingest", "Retrieval",
        argumentParser,
      ]),

    tests("ArticlesTests", ["Articles"]),
    tests("AnalysisTests", ["Articles", "Analysis"], besides: ["Goldens"]),
    tests("ExtractionTests", ["Articles", "Extraction"], besides: ["Goldens"]),
    tests("IsolationTests", ["Articles", "Extraction", "Isolation"]),
    tests("IndexStoreTests", ["Articles", "Analysis", "IndexStore", grdb]),
    tests("IngestTests", ["Articles", "Analysis", "Extraction", "IndexStore", "Ingest"]),
    tests("RetrievalTests", ["Articles", "Analysis", "CBlockSums", "IndexStore", "QueryLanguage", "Retrieval"]),
    tests("WireTests", ["Articles", "Wire"]),
    tests(
      "DaemonTests", ["Articles", "Analysis", "Daemon", "IndexStore", "Wire", logging, nioCore, nioPosix, nioHTTP1]),
    tests("SearchCommandTests", ["Articles", "SearchClient", "Wire", "search", argumentParser]),
    tests("SearchClientTests", ["Articles", "SearchClient", "Wire", nioCore, nioPosix, nioHTTP1]),
    tests("QueryLanguageTests", ["Articles", "QueryLanguage"], besides: ["Goldens"]),
    tests("LayeringTests", []),
    tests("SystemdTests", []),
    tests("EndToEndTests", ["searchd", "search", "searchctl"], besides: ["Fixtures"]),
  ],
  cxxLanguageStandard: .cxx17
)
