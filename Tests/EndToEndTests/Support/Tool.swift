import Foundation
import Glibc

/// A built executable, run as a user would run it.
///
/// Executables are looked for in `$SEARCHD_BINARIES`, else beside the test bundle, where SwiftPM puts both. A tool sees
/// only the environment it is given, plus `PATH`, `LANG`, `TZ` and a `HOME` that holds nothing.
struct Tool {
  /// How long a tool may take; a machine that is busy with other things is no reason to fail.
  static let patience: Duration = .seconds(300)

  let path: String

  /// A built executable by its name, or any by its absolute path.
  init(_ name: String) throws {
    path = name.hasPrefix("/") ? name : Self.folder + "/" + name
    guard access(path, X_OK) == 0 else { throw ToolError.notBuilt(path) }
  }

  /// The folder of the built executables.
  static var folder: String {
    if let folder = ProcessInfo.processInfo.environment["SEARCHD_BINARIES"] { return folder }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
    let bundle = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().path
  }

  /// Runs the tool to its end; past `timeout` it is killed, which shows as `signal == SIGKILL`.
  func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:], directory: String? = nil,
    timeout: Duration = Tool.patience
  ) async throws -> ToolOutput {
    try await start(arguments, input: input, environment: environment, directory: directory).wait(timeout: timeout)
  }

  /// Runs the tool to its end with text as its standard input.
  func run(
    _ arguments: String..., input: String, environment: [String: String] = [:], timeout: Duration = Tool.patience
  ) async throws -> ToolOutput {
    try await run(arguments, input: Data(input.utf8), environment: environment, timeout: timeout)
  }

  /// Runs the tool to its end with an empty standard input.
  func run(
    _ arguments: String..., environment: [String: String] = [:], timeout: Duration = Tool.patience
  ) async throws -> ToolOutput {
    try await run(arguments, environment: environment, timeout: timeout)
  }

  /// Starts the tool and returns at once; it reads `standardInput` when there is one, else `input`.
  func start(
    _ arguments: [String], input: Data = Data(), standardInput: FileHandle? = nil,
    environment: [String: String] = [:], directory: String? = nil
  ) throws -> RunningTool {
    let scratch = try ScratchDirectory()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = [
      "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "TZ": "UTC",
      "HOME": scratch.path,
    ].merging(environment) { $1 }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    try input.write(to: scratch.url("stdin"))
    try Data().write(to: scratch.url("stdout"))
    try Data().write(to: scratch.url("stderr"))
    process.standardInput = try standardInput ?? FileHandle(forReadingFrom: scratch.url("stdin"))
    process.standardOutput = try FileHandle(forWritingTo: scratch.url("stdout"))
    process.standardError = try FileHandle(forWritingTo: scratch.url("stderr"))
    return try RunningTool(process, scratch: scratch)
  }
}

/// A tool that was started; killed when the test lets go of it.
final class RunningTool: Sendable {
  private let process: Process
  private let scratch: ScratchDirectory
  private let ended: AsyncStream<Never>

  fileprivate init(_ process: Process, scratch: ScratchDirectory) throws {
    let (ended, continuation) = AsyncStream.makeStream(of: Never.self)
    self.process = process
    self.scratch = scratch
    self.ended = ended
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  var processID: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }
  /// What the tool printed so far.
  var outputSoFar: String { scratch.text("stdout") }
  /// What the tool complained about so far.
  var errorsSoFar: String { scratch.text("stderr") }

  func send(signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the tool to end; past `timeout` it is killed.
  func wait(timeout: Duration = Tool.patience) async throws -> ToolOutput {
    let watchdog = Task {
      try await Task.sleep(for: timeout)
      send(signal: SIGKILL)
    }
    for await _ in ended {}
    watchdog.cancel()
    let signalled = process.terminationReason == .uncaughtSignal
    return ToolOutput(
      status: signalled ? nil : process.terminationStatus, signal: signalled ? process.terminationStatus : nil,
      outputData: try Data(contentsOf: scratch.url("stdout")), errorData: try Data(contentsOf: scratch.url("stderr")))
  }

  /// Looks again and again, every few milliseconds, until `condition` holds, the tool ends, or time is up.
  ///
  /// - Returns: Whether the condition came to hold.
  func until(timeout: Duration = .seconds(120), _ condition: () throws -> Bool) async throws -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + timeout
    while clock.now < end {
      if try condition() { return true }
      if !process.isRunning { return try condition() }
      try await Task.sleep(for: .milliseconds(5))
    }
    return false
  }
}

/// What a tool left behind.
struct ToolOutput: Sendable {
  /// The exit status, absent when a signal ended the tool.
  let status: Int32?
  /// The signal that ended the tool.
  let signal: Int32?
  let outputData: Data
  let errorData: Data

  var output: String { String(decoding: outputData, as: UTF8.self) }
  var errors: String { String(decoding: errorData, as: UTF8.self) }
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The objects of an output of one JSON object a line.
  func objects() throws -> [[String: Any]] {
    try lines.map { line in
      guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
        throw ToolError.notAnObject(line)
      }
      return object
    }
  }
}

/// A folder of its own for one test, removed with everything in it when the test lets go of it.
final class ScratchDirectory: Sendable {
  let path: String

  init() throws {
    var template = Array((FileManager.default.temporaryDirectory.path + "/searchd-test-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw ToolError.noScratch(String(cString: strerror(errno))) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something in the folder.
  func path(_ name: String) -> String { path + "/" + name }

  func url(_ name: String) -> URL { URL(fileURLWithPath: path(name)) }

  /// The text of a file in the folder, empty when there is none.
  func text(_ name: String) -> String { (try? String(contentsOf: url(name), encoding: .utf8)) ?? "" }

  /// Writes a file, with the folders above it.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file, with the folders above it.
  @discardableResult
  func write(_ data: Data, to name: String) throws -> String {
    let file = url(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file.path
  }
}

enum ToolError: Error, CustomStringConvertible {
  case notBuilt(String)
  case noScratch(String)
  case notAnObject(String)

  var description: String {
    switch self {
    case .notBuilt(let path): "\(path) is not built: run `swift build` first, or name a folder in $SEARCHD_BINARIES"
    case .noScratch(let reason): "no folder for temporary files: \(reason)"
    case .notAnObject(let line): "not a JSON object: \(line)"
    }
  }
}
