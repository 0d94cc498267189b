/// Texts that were compared lately: copies of an article tend to come together, and an article whose phrases are common is
/// compared with many.
struct StoryTextCache {
  /// How many words are kept at least, at 8 bytes each, and half of those that there are at most.
  private static let words = 500_000

  private var latest: [Int64: StoryText] = [:]
  /// What was used before ``latest`` was begun.
  private var before: [Int64: StoryText] = [:]
  private var words = 0

  /// The text of an article, if it is here.
  mutating func text(of id: Int64) -> StoryText? {
    if let text = latest[id] { return text }
    guard let text = before[id] else { return nil }
    keep(text, of: id)
    return text
  }

  /// Adds the text of an article.
  mutating func keep(_ text: StoryText, of id: Int64) {
    if words >= Self.words {
      before = latest
      latest = [:]
      words = 0
    }
    latest[id] = text
    words += text.wordCount
  }

  /// Forgets the text of an article.
  mutating func remove(_ id: Int64) {
    latest[id] = nil
    before[id] = nil
  }
}
