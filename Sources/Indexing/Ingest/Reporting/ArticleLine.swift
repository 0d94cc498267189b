public import Articles

/// An article as one JSON object that an ingest reads back to the same article.
public struct ArticleLine: Sendable, CustomStringConvertible {
  /// The JSON object without a line break; its `id` is the article's key.
  public let description: String

  /// Writes an article.
  public init(_ article: Article) {
    let facts: [(String, String?)] = [
      ("id", article.key), ("url", article.url), ("title", article.title), ("author", article.author),
      ("site", article.site), ("category", article.category), ("lang", article.language?.rawValue),
      ("published", article.published?.text), ("updated", article.updated?.text), ("captured", article.captured?.text),
      ("body", article.body),
    ]
    let members = facts.compactMap { name, value in value.map { "\"\(name)\":" + JSONText.quoted($0) } }
    description = "{" + (members + ["\"source\":" + Self.source(article.source)]).joined(separator: ",") + "}"
  }

  private static func source(_ source: ArticleSource) -> String {
    var members = ["\"path\":" + JSONText.quoted(source.path)]
    if let member = source.member { members.append("\"member\":" + JSONText.quoted(member)) }
    if let line = source.line { members.append("\"line\":\(line)") }
    return "{" + members.joined(separator: ",") + "}"
  }
}
