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

  /// A publication's name; an address gives its host.
  static func siteName(_ text: String) -> String? {
    let line = PlainText.oneLine(text)
    if let host = host(line) { return host }
    return line.isEmpty ? nil : line
  }

  /// An address as found in a page, made absolute against the page's own.
  static func resolve(_ reference: String, against base: String?) -> String? {
    let trimmed = reference.trimmingSpace
    if let absolute = absolute(trimmed) { return absolute }
    guard let base, let scheme = base.firstRange(of: "://") else { return nil }
    if trimmed.hasPrefix("//") { return absolute(base[..<scheme.lowerBound] + ":" + trimmed) }
    guard trimmed.hasPrefix("/") else { return nil }
    let hostEnd = base[scheme.upperBound...].firstIndex { "/?#".contains($0) } ?? base.endIndex
    return absolute(base[..<hostEnd] + trimmed)
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

  /// The parts between occurrences of a separator, empty ones included.
  func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
  }
}
