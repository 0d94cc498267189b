/// The columns of an article while they are scanned, where SQLite has them or where they stand on a page.
///
/// Texts are bytes, valid as long as the row is and none when the text is missing; UTF-8 unless another program wrote them.
public struct ArticleRow {
  /// A text that may be missing.
  public typealias Text = UnsafeBufferPointer<UInt8>

  /// The article's number.
  public let id: Int64
  /// The language's code.
  public let language: Text
  /// The site.
  public let site: Text
  /// The category.
  public let category: Text
  /// The author.
  public let author: Text
  /// When it was published, in seconds since 1970-01-01T00:00:00Z.
  public let publishedSeconds: Int64?
  /// Words of the headline.
  public let titleTerms: UInt32
  /// Words of the text.
  public let bodyTerms: UInt32
  /// Words of author, site and category together.
  public let restTerms: UInt32

  static let columns = "id, language, site, category, author, published_at, title_terms, body_terms, rest_terms"

  init(_ row: SQLStatement) {
    id = row.integer(0)
    (language, site, category, author) = (row.bytes(1), row.bytes(2), row.bytes(3), row.bytes(4))
    publishedSeconds = row.optionalInteger(5)
    titleTerms = UInt32(clamping: row.integer(6))
    bodyTerms = UInt32(clamping: row.integer(7))
    restTerms = UInt32(clamping: row.integer(8))
  }

  /// Reads ``columns``, which come first in a row; `nil` where they do not all stand on its page.
  init?(_ row: TableWalk.Row) {
    // The number stands in place of the first column, which is empty.
    guard var record = RecordReader(row.record), record.skipNull(), let language = record.text(),
      let site = record.text(), let category = record.text(), let author = record.text(),
      let published = record.integer(),
      let title = record.integer() ?? nil, let body = record.integer() ?? nil, let rest = record.integer() ?? nil
    else { return nil }
    id = row.id
    (self.language, self.site, self.category, self.author) = (language, site, category, author)
    publishedSeconds = published
    titleTerms = UInt32(clamping: title)
    bodyTerms = UInt32(clamping: body)
    restTerms = UInt32(clamping: rest)
  }
}

extension ArticleRow.Text {
  /// A copy; `nil` when the text is missing.
  var string: String? { baseAddress == nil ? nil : String(decoding: self, as: UTF8.self) }
}
