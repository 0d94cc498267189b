import Articles

/// Reads back the records that `searchctl export` writes, which are known by a `source` that names a path.
///
/// What stands in them was cleaned before it was indexed. It is taken as it is, so that an export gives the same index.
enum ExportedRecord {
  /// The article of an exported record; `nil` for any other record.
  static func article(_ record: MetadataValue) -> ExtractedArticle? {
    guard let source = record["source"].flatMap(source), let id = text(record["id"]), !id.isEmpty,
      let title = text(record["title"]), let body = text(record["body"])
    else { return nil }
    var article = ExtractedArticle(id: id, url: text(record["url"]), title: title, body: body)
    article.author = text(record["author"])
    article.site = text(record["site"])
    article.category = text(record["category"])
    article.language = text(record["lang"]).flatMap { Language(tag: $0) }
    article.published = date(record["published"])
    article.updated = date(record["updated"])
    article.captured = date(record["captured"])
    article.source = source
    return article
  }

  private static func source(_ value: MetadataValue) -> ArticleSource? {
    guard let path = text(value["path"]) else { return nil }
    var line: Int?
    if case .number(let digits)? = value["line"] { line = Int(digits) }
    return ArticleSource(path: path, member: text(value["member"]), line: line)
  }

  private static func text(_ value: MetadataValue?) -> String? {
    guard case .string(let text)? = value else { return nil }
    return text
  }

  private static func date(_ value: MetadataValue?) -> ArticleDate? { text(value).flatMap { ArticleDate(iso: $0) } }
}
