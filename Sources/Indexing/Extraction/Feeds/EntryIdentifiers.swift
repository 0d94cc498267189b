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
  mutating func separate(_ article: inout ExtractedArticle) {
    guard let identifier = article.id ?? article.url else { return }
    let distinction = article.published?.text ?? article.title
    if let first = seen[identifier.hashValue] {
      if first != distinction.hashValue { article.id = identifier + "#" + distinction }
    } else if seen.count < Self.maximumCount {
      seen[identifier.hashValue] = distinction.hashValue
    }
  }
}
