import Foundation

/// The folder of test data beside the checkout, which is no part of the project.
enum SharedData {
  /// `$SEARCHD_SHARED`, or `../shared` beside the checkout; `nil` when neither has the folder `data`.
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["SEARCHD_SHARED"].map { URL(fileURLWithPath: $0) }
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let candidates = [named, checkout.deletingLastPathComponent().appendingPathComponent("shared")]
    return candidates.compactMap { $0?.appendingPathComponent("data") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  /// Whether a file or folder is there.
  static func has(_ name: String) -> Bool {
    folder.map { FileManager.default.fileExists(atPath: $0.appendingPathComponent(name).path) } ?? false
  }

  /// The content of a file, unpacked when its name ends in `.xz`.
  static func content(of name: String) throws -> Data {
    guard let url = folder?.appendingPathComponent(name) else { throw CocoaError(.fileNoSuchFile) }
    guard url.pathExtension == "xz" else { return try Data(contentsOf: url) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["xz", "-dc", url.path]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
    return data
  }
}
