/// What articles need of URLs.
enum WebAddress {
  /// The address, trimmed, when it is an absolute one of the web.
  static func absolute(_ text: String) -> String? {
    let trimmed = text.trimmingSpace
    guard host(trimmed) != nil, !trimmed.utf8.contains(where: { $0 <= 0x20 }) else { return nil }
    return trimmed
  }

  /// The host of an absolute `http` or `https` address, in lower case and without `www.`.
  static func host(_ address: String) -> String? {
    var address = address
    if let host = address.withUTF8(plainHost) { return host }
    let bytes = address.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
      return nil
    }
    let scheme = address[..<colon].lowercased()
    guard scheme == "https" || scheme == "http" else { return nil }
    var host = bytes[colon...].dropFirst(3).prefix { !"/?#".utf8.contains($0) }
    if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[host.index(after: at)...] }
    if let port = host.lastIndex(of: UInt8(ascii: ":")), host[port...].dropFirst().allSatisfy(\.isASCIIDigit) {
      host = host[..<port]
    }
    let name = String(Substring(host)).lowercased()
    let bare = name.hasPrefix("www.") ? String(name.utf8.dropFirst(4)) ?? name : name
    return bare.isEmpty ? nil : bare
  }

  /// The host where the address is written as nearly all are: in small ASCII letters, without user and port, and nothing or a
  /// path behind it; `nil` says nothing.
  private static func plainHost(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard let scheme = plainSchemes.first(where: { bytes.starts(with: $0) }) else { return nil }
    var start = scheme.count
    var end = start
    while end < bytes.count, isPlain(bytes[end]) { end += 1 }
    guard end == bytes.count || bytes[end] == UInt8(ascii: "/") else { return nil }
    if bytes[start..<end].starts(with: "www.".utf8) { start += 4 }
    return start < end ? String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self) : nil
  }

  private static let plainSchemes = [Array("https://".utf8), Array("http://".utf8)]

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || byte.isASCIIDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// Whether a host is the machine that an author works at, or one of a network of its own, so that its addresses mean something
  /// else on the next one (RFC 6762, 8375).
  static func isLocal(host: String) -> Bool {
    let labels = host.split(separator: ".")
    guard labels.count > 1, let last = labels.last else { return true }
    if last.allSatisfy(\.isNumber) { return true }
    return ["local", "localhost", "localdomain", "internal", "lan", "home"].contains(last)
      || host.hasSuffix(".home.arpa")
  }

  private static let frontPageNames: Set<String> = [
    "index.html", "index.htm", "index.php", "index.shtml", "index.asp", "index.aspx", "index.jsp", "default.asp",
    "default.aspx", "default.htm", "default.html", "home.html",
  ]

  /// Whether an absolute address has neither query nor path, or `/index.html` and its like as one.
  static func isFrontPage(_ address: String) -> Bool {
    guard let scheme = address.firstRange(of: "://") else { return false }
    let rest = address[scheme.upperBound...].prefix { $0 != "#" }
    guard !rest.contains("?"), let slash = rest.firstIndex(of: "/") else { return !rest.contains("?") }
    let path = rest[rest.index(after: slash)...]
    return path.isEmpty || frontPageNames.contains(String(path))
  }

  /// Whether an address says that it is that of a second or later page of something: `?page=2`, `/page/2/`, `/page-2`.
  static func isContinuation(_ address: String) -> Bool {
    guard address.utf8.count <= 4096 else { return false }
    let inQuery = /[?&](?:page|paged|pg|pagenum|seite|pagina|start|offset)=(?!0*1?(?:&|#|$))\d{1,6}(?:&|#|$)/
    return address.contains(inQuery) || address.contains(/\/page[\/-](?!0*1?(?:[\/?#]|$))\d{1,6}(?:[\/?#]|$)/)
  }

  /// A publication's name; an address gives its host.
  static func siteName(_ text: String) -> String? {
    let line = PlainText.oneLine(text)
    if let host = host(line) { return host }
    return line.isEmpty ? nil : line
  }

  /// An address as found in a page or feed, made absolute against a base (RFC 3986, section 5.2).
  ///
  /// Line breaks in it go and spaces are escaped, as in browsers (URL Standard, “basic URL parser”).
  static func resolve(_ reference: String, against base: String?) -> String? {
    let reference = tidy(reference)
    if reference.isEmpty { return nil }
    if let absolute = absolute(reference) { return absolute }
    guard let base, let scheme = base.firstRange(of: "://"), !hasScheme(reference) else { return nil }
    if reference.hasPrefix("//") { return absolute(base[..<scheme.lowerBound] + ":" + reference) }
    let hostEnd = base[scheme.upperBound...].firstIndex { "/?#".contains($0) } ?? base.endIndex
    let host = base[..<hostEnd]
    if reference.hasPrefix("/") { return absolute(host + withoutDots(reference[...])) }
    let path = base[hostEnd...].prefix { $0 != "?" && $0 != "#" }
    switch reference.first {
    case "#": return absolute(base.prefix { $0 != "#" } + reference)
    case "?": return absolute(host + (path.isEmpty ? "/" : path) + reference)
    default:
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
      return absolute(host + withoutDots(folder + reference))
    }
  }

  private static func tidy(_ reference: String) -> String {
    let trimmed = reference.trimmingSpace
    guard trimmed.utf8.contains(where: { $0 <= 0x20 }) else { return trimmed }
    return trimmed.filter { !$0.isNewline && $0 != "\t" }.replacing(" ", with: "%20")
  }

  /// Whether the text begins with the name of a scheme and a colon.
  static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), text.utf8.first?.isASCIILetter == true else {
      return false
    }
    return text.utf8[..<colon].allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) }
  }

  /// A text with its `%XX` replaced by the bytes they stand for; `nil` when those are no text or hold a NUL.
  static func unescaped(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
      if byte == UInt8(ascii: "%"), digits.count == 2 {
        bytes.append(UInt8(digits[0] << 4 | digits[1]))
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
  }

  /// A path that begins with `/`, without its `.` and `..` (RFC 3986, section 5.2.4); query and fragment stay.
  private static func withoutDots(_ reference: Substring) -> String {
    let path = reference.prefix { $0 != "?" && $0 != "#" }
    guard path.contains("/.") else { return String(reference) }
    let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    var kept: [Substring] = []
    for part in parts where part != "." {
      if part == ".." { _ = kept.popLast() } else { kept.append(part) }
    }
    if parts.last == "." || parts.last == ".." { kept.append("") }
    return "/" + kept.joined(separator: "/") + reference[path.endIndex...]
  }
}

extension StringProtocol {
  /// Whether the text is empty or nothing but white space.
  var isBlank: Bool {
    if utf8.contains(where: { $0 > 0x20 && $0 < 0x7f }) { return false }
    return allSatisfy(\.isWhitespace)
  }

  /// The text without white space at its ends.
  var trimmingSpace: String {
    if let first = unicodeScalars.first?.value, let last = unicodeScalars.last?.value, 0x21..<0x7f ~= first,
      0x21..<0x7f ~= last
    {
      return String(self)
    }
    guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[start...end])
  }
}
