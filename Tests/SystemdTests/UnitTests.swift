import Foundation
import Testing

@Suite("The systemd units")
struct UnitTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "systemd")
  static let hasAnalyzer = FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")

  /// Copies the units to a folder, with programs that exist for the installed ones, for as long as `body` runs.
  static func withUnits(_ body: (URL) throws -> Void) throws {
    let copy = FileManager.default.temporaryDirectory.appending(path: "units-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: copy) }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let unit = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let runnable = unit.replacing(/\/usr\/local\/bin\/[a-z]+/, with: "/bin/true")
      try runnable.write(to: copy.appending(path: name), atomically: true, encoding: .utf8)
    }
    try body(copy)
  }

  static func analyze(_ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
    try run("/usr/bin/systemd-analyze", arguments, in: folder)
  }

  static func run(
    _ program: String, _ arguments: [String], in folder: URL = folder
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  @Test("pass systemd-analyze verify without a word", .enabled(if: hasAnalyzer, "systemd-analyze is not installed"))
  func verify() throws {
    try Self.withUnits { folder in
      let units = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
        $0.hasSuffix(".service") || $0.hasSuffix(".socket") || $0.hasSuffix(".path") || $0.hasSuffix(".timer")
      }
      #expect(units.count == 5)
      let result = try Self.analyze(["verify", "--man=no"] + units.sorted().map { "./" + $0 }, in: folder)
      #expect(result.status == 0)
      #expect(result.output == "")
    }
  }

  @Test(
    "expose little: at most 1.5 of 10", .enabled(if: hasAnalyzer, "systemd-analyze is not installed"),
    arguments: ["searchd.service", "searchd-ingest.service"])
  func security(unit: String) throws {
    try Self.withUnits { folder in
      let result = try Self.analyze(["security", "--offline=true", "--no-pager", "./" + unit], in: folder)
      let exposure = try #require(result.output.firstMatch(of: /exposure level for \S+: ([0-9.]+)/))
      #expect(try #require(Double(exposure.1)) <= 1.5)
    }
  }

  @Test("allow no network address family but AF_UNIX", arguments: ["searchd.service", "searchd-ingest.service"])
  func noNetwork(unit: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: unit), encoding: .utf8)
    #expect(text.contains("\nRestrictAddressFamilies=AF_UNIX\n"))
    #expect(text.contains("\nPrivateNetwork=yes\n"))
  }

  @Test("start the daemon without a configuration file")
  func configurationIsOptional() throws {
    let text = try String(contentsOf: Self.folder.appending(path: "searchd.service"), encoding: .utf8)
    #expect(text.contains("\nConfigurationDirectory=searchd\n"))
    #expect(!text.contains("--config"), "a file named by --config must exist")
  }

  @Test(
    "create an account and folders that systemd accepts",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-sysusers"), "systemd is not installed"))
  func account() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "root-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root.appending(path: "etc"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let users = try Self.run(
      "/usr/bin/systemd-sysusers", ["--root=" + root.path, Self.folder.appending(path: "searchd.sysusers").path])
    #expect(users.status == 0, "\(users.output)")
    let accounts = try String(contentsOf: root.appending(path: "etc/passwd"), encoding: .utf8)
    #expect(accounts.contains("searchd:"))
  }
}
