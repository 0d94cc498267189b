import Articles
import GRDB

/// Reads what hits show of articles from the pages of the file.
///
/// What it does not understand throws ``PagesNotUnderstood``, as do texts that do not stand on one page: SQLite is to be asked.
struct ArticlePageLookup {
  private let lookup: PageLookup
  /// The first page of the table of articles, and of that of their texts.
  private let (articles, texts): (UInt32, UInt32)

  /// - Returns: `nil` where the tables are not there.
  init?(_ lookup: PageLookup, in database: Database) throws {
    guard let articles = try IndexReader.root(of: "article", in: database),
      let texts = try IndexReader.root(of: "article_text", in: database)
    else { return nil }
    self.lookup = lookup
    (self.articles, self.texts) = (articles, texts)
  }

  /// Calls `body` with an article and the bytes of its text, empty when it is not asked for, if there is such an article.
  func card(
    of id: ArticleID, withText: Bool, _ body: (ArticleCard, UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let card = try lookup.row(id.rawValue, root: articles, keeps: false) { row in
      guard let card = ArticleCard(row) else { throw PagesNotUnderstood() }
      return card
    }
    guard let card else { return }
    let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    guard withText else { return try body(card, none) }
    let found: Void? = try lookup.row(id.rawValue, root: texts, keeps: false) { row in
      // The number stands in place of the first column, which is empty.
      guard var record = RecordReader(row.record), record.skipNull(), let text = record.text()
      else { throw PagesNotUnderstood() }
      try body(card, text)
    }
    if found == nil { try body(card, none) }
  }
}

extension ArticleCard {
  /// Reads a row of the table of articles; `nil` where what is wanted does not all stand on its page.
  fileprivate init?(_ row: TableWalk.Row) {
    guard var record = RecordReader(row.record), record.skipNull(), let language = record.text(),
      let site = record.text(),
      let category = record.text(), let author = record.text(), record.skipIntegers(4), let key = record.text(),
      record.blob() != nil, let url = record.text(), let title = record.text(), let published = record.text()
    else { return nil }
    self.init(
      id: ArticleID(rawValue: row.id), key: key.string ?? "", url: url.string, title: title.string ?? "",
      author: author.string, site: site.string, category: category.string,
      language: language.string.map(Language.init(rawValue:)), published: published.string)
  }
}
