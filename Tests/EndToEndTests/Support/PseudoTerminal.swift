import Foundation
import Glibc

/// A terminal without a screen, to see what a program prints when it believes to be on one.
final class PseudoTerminal {
  private let controller: Int32
  private let terminal: Int32

  init(columns: UInt16) throws {
    var (controller, terminal): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&controller, &terminal, nil, nil, &size) == 0 else {
      throw ToolError.noScratch("no pseudo-terminal: " + String(cString: strerror(errno)))
    }
    // Other tests start programs meanwhile, which must not keep the terminal open.
    for descriptor in [controller, terminal] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    self.controller = controller
    self.terminal = terminal
  }

  deinit { close(controller) }

  /// Runs a program with the terminal as its standard output and returns what it printed, with LF for CR LF.
  ///
  /// To be called once.
  func output(of path: String, _ arguments: [String], environment: [String: String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Reading fails once the program, the only one left with the terminal open, has ended.
    close(terminal)
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(controller, &buffer, buffer.count)
      if count > 0 {
        output += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self).replacing("\r\n", with: "\n")
  }
}
