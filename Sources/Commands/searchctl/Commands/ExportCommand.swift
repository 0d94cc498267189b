import ArgumentParser
import Foundation
import Glibc
import IndexStore
import Ingest

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write all articles as JSON Lines that ingest reads back.",
    discussion: """
      The articles come in the order of their arrival, all from one moment, with everything the index knows of them and \
      the place they were read from. Ingesting them into a new index gives the same index.
      """)

  @OptionGroup var index: IndexOption
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to make instead of standard output; it must not exist.", valueName: "file"),
    completion: .file())
  var output: String?

  func run() throws {
    let stop = StopFlag()
    let signals = SignalWatch(stop: stop)
    defer { signals.cancel() }
    let reader = try index.openReader()
    let target = try ExportTarget(path: output)
    do {
      try describing {
        try reader.export { article in
          if let signal = stop.signal { throw ExitStatus(rawValue: 128 + signal) }
          try target.write(ArticleLine(article).description)
        }
      }
      try target.finish()
    } catch {
      target.abandon()
      throw error
    }
  }
}

/// Where an export goes: standard output, or a file that appears under its name when it is complete.
private final class ExportTarget {
  private let descriptor: Int32
  private let path: String?
  private let temporary: String
  private var buffer = ""

  init(path: String?) throws {
    self.path = path
    temporary = (path ?? "") + ".partial-\(getpid())"
    guard let path else {
      descriptor = STDOUT_FILENO
      return
    }
    if access(path, F_OK) == 0 {
      throw CommandFailure("\(path) exists already and is left as it is. Name another file, or move it away.")
    }
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  func write(_ line: String) throws {
    buffer += line
    buffer += "\n"
    if buffer.utf8.count >= 1 << 18 { try flush() }
  }

  func finish() throws {
    try flush()
    guard let path else { return }
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw Self.failure(path) }
    close(descriptor)
  }

  /// Leaves nothing half-written behind.
  func abandon() {
    if path != nil { unlink(temporary) }
  }

  private func flush() throws {
    guard Terminal.write(buffer, to: descriptor) else {
      if errno == EPIPE { throw ExitStatus(rawValue: 128 + SIGPIPE) }
      throw Self.failure(path ?? "standard output")
    }
    buffer = ""
  }

  private static func failure(_ name: String) -> CommandFailure {
    CommandFailure("\(name) could not be written: \(String(cString: strerror(errno))).")
  }
}
