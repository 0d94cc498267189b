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

func tests(_ name: String, _ dependencies: [Target.Dependency], besides data: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: data, swiftSettings: strict)
}

let package = Package(
  name: "searchd",
  targets: [
    .target(name: "Articles", path: "Sources/Articles", swiftSettings: strict),
    .target(name: "CStemmer", path: "Sources/C/CStemmer", linkerSettings: [.linkedLibrary("stemmer")]),
    .target(
      name: "CICU", path: "Sources/C/CICU", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
    .target(name: "CLanguageDetector", path: "Sources/C/CLanguageDetector", linkerSettings: [.linkedLibrary("cld2")]),
    module("Analysis", in: "Indexing", ["Articles", "CStemmer", "CICU", "CLanguageDetector"]),
    module("QueryLanguage", in: "Searching", ["Articles"]),
    module("Wire", in: "Serving", ["Articles"]),
    tests("ArticlesTests", ["Articles"]),
    tests("AnalysisTests", ["Articles", "Analysis"], besides: ["Goldens"]),
  ],
  cxxLanguageStandard: .cxx17
)
