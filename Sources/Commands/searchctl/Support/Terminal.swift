import Glibc

/// Where people read: standard error for what happens, standard output for results.
enum Terminal {
  /// Prints a complaint, a line, to standard error.
  static func complain(_ text: String, prefixed: Bool = true) {
    write((prefixed ? "searchctl: " : "") + printable(text) + "\n", to: STDERR_FILENO)
  }

  /// Prints a line to standard error.
  static func tell(_ text: String) { write(printable(text) + "\n", to: STDERR_FILENO) }

  /// Writes all of a text.
  ///
  /// - Returns: Whether somebody still reads; `false` when the pipe or file does not take it.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let start = rest.baseAddress, !rest.isEmpty {
        let count = Glibc.write(descriptor, start, rest.count)
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        guard count > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
      return true
    }
  }

  /// A text without characters that a terminal would obey; line breaks and tabs stay.
  static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.value {
          case 0x09, 0x0a: scalar
          case 0..<0x20, 0x7f..<0xa0, 0x2028...0x202e, 0x2066...0x2069: "\u{FFFD}"
          default: scalar
          }
        }))
  }

  /// Whether standard error is a terminal that can redraw a line.
  static var showsBars: Bool {
    guard isatty(STDERR_FILENO) == 1 else { return false }
    return getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// The columns of the terminal.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
