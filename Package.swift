// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "searchd",
  targets: [
    .target(name: "Articles", path: "Sources/Articles", swiftSettings: strict),
    .target(
      name: "QueryLanguage", dependencies: ["Articles"], path: "Sources/Searching/QueryLanguage",
      swiftSettings: strict),
    .target(name: "Wire", dependencies: ["Articles"], path: "Sources/Serving/Wire", swiftSettings: strict),
    .testTarget(name: "ArticlesTests", dependencies: ["Articles"], path: "Tests/ArticlesTests", swiftSettings: strict),
  ]
)
