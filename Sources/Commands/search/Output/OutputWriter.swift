import Glibc

/// Gathers output and writes it to a descriptor.
struct OutputWriter {
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Writes text and a line end.
  mutating func write(line text: String) throws(OutputError) { try write(text, terminator: UInt8(ascii: "\n")) }

  /// Writes text and a byte that ends it.
  mutating func write(_ text: String, terminator: UInt8?) throws(OutputError) {
    buffer += text.utf8
    if let terminator { buffer.append(terminator) }
    if buffer.count > 256 << 10 { try flush() }
  }

  /// Writes JSON and a line end, as it is or so that a terminal can show it.
  mutating func write(json: some Sequence<UInt8>, escaping: Bool) throws(OutputError) {
    if escaping { JSONPieces.appendEscaped(json, to: &buffer) } else { buffer += json }
    if buffer.last != UInt8(ascii: "\n") { buffer.append(UInt8(ascii: "\n")) }
    if buffer.count > 256 << 10 { try flush() }
  }

  /// Hands what was gathered to the system.
  ///
  /// - Throws: ``OutputError``; what was gathered is given up then.
  mutating func flush() throws(OutputError) {
    defer { buffer = [] }
    var written = 0
    while written < buffer.count {
      let count = buffer[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        throw .closed
      } else if errno == EAGAIN {
        var descriptors = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&descriptors, 1, -1)
      } else if errno != EINTR {
        throw .failed(code: errno)
      }
    }
  }
}

/// Why output could not be written.
enum OutputError: Error, Equatable {
  /// The reader has gone away, which is no mistake.
  case closed
  /// The system's error number.
  case failed(code: Int32)
}

/// Messages for the user, beside the output.
struct ErrorOutput {
  /// Writes a line, or several.
  func write(_ text: String) {
    var output = OutputWriter(descriptor: STDERR_FILENO)
    try? output.write(line: text)
    try? output.flush()
  }
}
