import Glibc

/// What the standard output can show.
struct Terminal: Equatable {
  /// Whether it is a terminal.
  let isTerminal: Bool
  /// How many columns lines may have; `nil` when they are not to be broken.
  let columns: Int?
  /// Whether colours and emphasis are shown.
  let hasColor: Bool
  /// Whether links can be made.
  let hasLinks: Bool

  /// No terminal: plain text, lines as long as they are.
  static let none = Terminal(isTerminal: false, columns: nil, hasColor: false, hasLinks: false)

  /// Works out what a descriptor can show.
  ///
  /// - Parameters:
  ///   - isTerminal: Whether it is a terminal.
  ///   - width: The columns the terminal says it has; 0 when it does not.
  ///   - color: What the user asked for.
  ///   - environment: `NO_COLOR` (no-color.org), `TERM` and `COLUMNS` are looked at.
  init(isTerminal: Bool, width: Int, color: ColorMode, environment: (String) -> String?) {
    let isDumb = environment("TERM") == "dumb"
    self.isTerminal = isTerminal
    hasColor =
      switch color {
      case .always: true
      case .never: false
      case .auto: isTerminal && !isDumb && (environment("NO_COLOR") ?? "").isEmpty
      }
    hasLinks = isTerminal && !isDumb
    let told = width > 0 ? width : environment("COLUMNS").flatMap { Int($0) } ?? 0
    columns = isTerminal ? min(max(told > 0 ? told : 80, 20), 120) : nil
  }

  private init(isTerminal: Bool, columns: Int?, hasColor: Bool, hasLinks: Bool) {
    self.isTerminal = isTerminal
    self.columns = columns
    self.hasColor = hasColor
    self.hasLinks = hasLinks
  }

  /// What this process's standard output can show.
  static func standardOutput(color: ColorMode) -> Terminal {
    var size = winsize()
    let width = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 0
    return Terminal(isTerminal: isatty(STDOUT_FILENO) == 1, width: width, color: color) { name in
      getenv(name).map { String(cString: $0) }
    }
  }

  /// Text in a style, where styles are shown.
  func styled(_ text: String, _ style: Style) -> String {
    hasColor && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Text that leads to an address, where links can be made and the address is one of the web.
  ///
  /// The escape sequence is the one that terminals agreed on as OSC 8. Everything in the address but printable ASCII is
  /// percent-encoded, so that it cannot end the sequence.
  func linked(_ text: String, to address: String?) -> String {
    guard hasLinks, let address, address.hasPrefix("https://") || address.hasPrefix("http://") else { return text }
    var target = ""
    for byte in address.utf8 {
      if (0x21...0x7E).contains(byte) {
        target.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        target += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return "\u{1B}]8;;\(target)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }

  /// Select Graphic Rendition parameters (ECMA-48, section 8.3.117).
  enum Style: String {
    case title = "1"
    case match = "1;33"
    case detail = "2"
  }
}
