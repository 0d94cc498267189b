import Articles
import GRDB

extension Verifier {
  /// Every article has a story, unless it is older than stories, and every story is that of its first article.
  mutating func checkStories() throws {
    let (missing, stray, unsound, old) = try reader.use { database in
      let after = try Metadata.integer(.storiesAfter, in: database) ?? 0
      let unsound = try SQLStatement(
        database,
        """
        SELECT c.id, c.story FROM article_story c LEFT JOIN article_story f ON f.id = c.story
        WHERE c.story <> c.id AND (c.story > c.id OR f.story <> f.id)
        """)
      var copies: [(Int64, Int64)] = []
      try unsound.forEachRow { copies.append(($0.integer(0), $0.integer(1))) }
      let storyless = "SELECT id FROM article EXCEPT SELECT id FROM article_story"
      return (
        try Int64.fetchAll(database, sql: "SELECT id FROM (\(storyless)) WHERE id > \(after)"),
        try Int64.fetchAll(database, sql: "SELECT id FROM article_story EXCEPT SELECT id FROM article"), copies,
        try Int.fetchOne(database, sql: "SELECT count(*) FROM (\(storyless)) WHERE id <= \(after)") ?? 0
      )
    }
    for id in missing { report.report(.rowMissing(table: "article_story", id: ArticleID(rawValue: id))) }
    for id in stray { report.report(.rowOrphaned(table: "article_story", id: ArticleID(rawValue: id))) }
    for (id, story) in unsound { report.report(.storyUnsound(id: ArticleID(rawValue: id), story: story)) }
    if old > 0 {
      report.skipped.append(
        "\(old) articles are older than stories in this index; searchctl rebuild finds their copies")
    }
  }
}
