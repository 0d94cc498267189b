import Articles

/// Keeps entries of one input apart that their publisher gave the same identifier or address.
///
/// An article that comes twice is one article; two that were published at different times are not.
struct EntryIdentifiers {
  /// The most entries that are remembered.
  private static let maximumCount = 1 << 20

  /// The hash of what tells entries with one identifier apart, by the hash of the identifier.
  private var seen: [Int: Int] = [:]

  /// Gives an article an identifier of its own when another one has it already.
  ///
  /// - Parameters:
  ///   - article: The article.
  ///   - number: What its system tells it by from all others, where the input says so.
  mutating func separate(_ article: inout ExtractedArticle, number: String? = nil) {
    guard let identifier = article.id ?? article.url else { return }
    let distinction = number ?? article.published?.text ?? article.title
    if article.id == nil, article.identifyingURL == nil {
      article.id = identifier + "#" + distinction
    } else if let first = seen[identifier.hashValue] {
      if first != distinction.hashValue { article.id = identifier + "#" + distinction }
    } else if seen.count < Self.maximumCount {
      seen[identifier.hashValue] = distinction.hashValue
    }
  }

  /// An identifier, where it is one for the world: numbers and slugs mean something else in the next feed.
  ///
  /// - Parameters:
  ///   - id: What the entry gives.
  ///   - url: The address of the entry, which is better than an identifier of the feed's own.
  ///   - feed: The address of the feed, which makes such an identifier one for the world.
  static func qualified(_ id: String, url: String?, feed: String?) -> String? {
    if isGlobal(id) { return id }
    if url != nil { return nil }
    return feed.map { $0 + "#" + id }
  }

  /// Whether an identifier is an address, a name with a scheme (`tag:`, `urn:`), or a UUID.
  private static func isGlobal(_ id: String) -> Bool {
    if let host = WebAddress.host(id), WebAddress.isLocal(host: host) { return false }
    let bytes = Array(id.utf8)
    if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon >= 2, bytes[0].isASCIILetter {
      return bytes[..<colon].allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) }
    }
    return bytes.count == 36 && bytes.allSatisfy { $0 == UInt8(ascii: "-") || Character(Unicode.Scalar($0)).isHexDigit }
  }
}
