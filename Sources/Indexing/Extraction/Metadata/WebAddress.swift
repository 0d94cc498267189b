/// What articles need of URLs.
enum WebAddress {
  /// The address, trimmed, when it is an absolute one of the web.
  static func absolute(_ text: String) -> String? {
    let trimmed = text.trimmingSpace
    guard host(trimmed) != nil, !trimmed.contains(where: \.isWhitespace) else { return nil }
    return trimmed
  }

  /// The host of an absolute `http` or `https` address, in lower case and without `www.`.
  static func host(_ address: String) -> String? {
    let lowered = address.lowercased()
    guard let scheme = ["https://", "http://"].first(where: { lowered.hasPrefix($0) }) else { return nil }
    var host = lowered.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
    if let colon = host.lastIndex(of: ":"), host[colon...].dropFirst().allSatisfy(\.isNumber) { host = host[..<colon] }
    if host.hasPrefix("www.") { host = host.dropFirst(4) }
    return host.isEmpty ? nil : String(host)
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
  /// The text without white space at its ends.
  var trimmingSpace: String {
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
