import CLimitedProcess
import Glibc

/// A program of the system that reads bytes nobody trusts: run without a shell, with bounds on all it may use.
struct LimitedProgram {
  /// How a run ended.
  enum Outcome: Equatable {
    case exited(Int32)
    /// It crashed, or went beyond its memory or time of the processor.
    case killed
    case tooSlow
    case tooMuchOutput
    case notStarted
  }

  /// What a process ends with that could not be limited or did not become the program.
  private static let notStartedStatus: Int32 = 127 << 8

  /// The longest run, in seconds.
  var maximumSeconds = 60
  /// The largest address space, in bytes.
  var maximumMemory: UInt64 = 1 << 30
  /// The longest output, in bytes.
  var maximumOutput: Int

  /// The absolute path.
  private let path: String

  /// Looks for a program in the folders of `PATH`.
  ///
  /// - Parameters:
  ///   - name: The name of its file.
  ///   - folders: Where to look; relative folders are passed over.
  ///   - maximumOutput: The longest output, in bytes.
  init?(_ name: String, in folders: [String] = Self.standardFolders, maximumOutput: Int) {
    let candidates = folders.filter { $0.hasPrefix("/") }.map { $0 + "/" + name }
    guard let path = candidates.first(where: { access($0, X_OK) == 0 }) else { return nil }
    self.path = path
    self.maximumOutput = maximumOutput
  }

  /// The folders of `PATH`, else the usual ones.
  static var standardFolders: [String] {
    getenv("PATH").map { String(cString: $0).split(separator: ":").map(String.init) } ?? ["/usr/local/bin", "/usr/bin"]
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: What comes after its name.
  ///   - input: What it finds in its standard input, which it can seek in.
  ///   - mergesErrors: Whether what it says of errors is part of the output.
  /// - Returns: What it wrote, and how it ended.
  func run(_ arguments: [String], input: [UInt8], mergesErrors: Bool = false) -> (output: [UInt8], outcome: Outcome) {
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let limits = CLimitedProcessLimits(memory: maximumMemory, processor_seconds: UInt64(maximumSeconds))
    var program = CLimitedProcess()
    let code = input.withUnsafeBytes { bytes in
      climitedprocess_start(path, &words, bytes.baseAddress, bytes.count, mergesErrors ? 1 : 0, limits, &program)
    }
    guard code == 0 else { return ([], .notStarted) }
    let (output, failure) = read(program.output)
    let status = climitedprocess_finish(&program, failure == nil ? 0 : 1)
    if let failure { return (output, failure) }
    let hasExited = status & 0x7f == 0
    if status == Self.notStartedStatus { return (output, .notStarted) }
    return (output, hasExited ? .exited((status >> 8) & 0xff) : .killed)
  }

  /// Reads to the end of the output, or to the end of patience.
  private func read(_ descriptor: Int32) -> (output: [UInt8], failure: Outcome?) {
    let deadline = ContinuousClock.now + .seconds(maximumSeconds)
    var output: [UInt8] = []
    while true {
      let left = (deadline - .now).components.seconds
      if left < 0 { return (output, .tooSlow) }
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, Int32(min(left + 1, 3600)) * 1000) > 0 else { continue }
      var count = 0
      let part = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, filled in
        count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        filled = max(0, count)
      }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      if count <= 0 { return (output, nil) }
      guard output.count + count <= maximumOutput else { return (output, .tooMuchOutput) }
      output += part
    }
  }
}
