/// The schema of the index, as the SQL files beside this one have it.
public enum IndexSchema {
  /// The SQL that brings an index from one version to the next; the first one makes version 1 from an empty file.
  public static var migrations: [String] {
    [
      PackageResources._001_create_sql, PackageResources._002_article_by_source_sql, PackageResources._003_stories_sql,
      PackageResources._004_generation_stamps_sql,
    ].map { String(decoding: $0, as: UTF8.self) }
  }
}
