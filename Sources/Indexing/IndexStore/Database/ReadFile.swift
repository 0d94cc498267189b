import GRDB

/// A file all of whose articles an index has, as it was when it was read.
public struct ReadFile: Sendable, Hashable {
  /// The path, as the articles' sources have it.
  public var path: String
  /// The size in bytes.
  public var size: Int64
  /// When it was last changed, in nanoseconds since 1970-01-01T00:00:00Z.
  public var modified: Int64
  /// The device it is on.
  public var device: Int64
  /// Its number there.
  public var inode: Int64
  /// What besides its bytes decides its articles: version and options of the program that read it.
  public var manner: String
  /// The number of articles in it.
  public var articles: Int

  /// Describes a file.
  public init(
    path: String, size: Int64, modified: Int64, device: Int64, inode: Int64, manner: String, articles: Int
  ) {
    self.path = path
    self.size = size
    self.modified = modified
    self.device = device
    self.inode = inode
    self.manner = manner
    self.articles = articles
  }
}

extension ReadFile {
  fileprivate static func fetchAll(in database: Database) throws -> [String: ReadFile] {
    let statement = try SQLStatement(
      database, "SELECT path, size, modified, device, inode, manner, articles FROM read_file")
    var files: [String: ReadFile] = [:]
    try statement.forEachRow { row in
      let path = row.text(0)
      files[path] = ReadFile(
        path: path, size: row.integer(1), modified: row.integer(2), device: row.integer(3), inode: row.integer(4),
        manner: row.text(5), articles: Int(row.integer(6)))
    }
    return files
  }
}

extension IndexReader {
  /// The files whose articles the index has, by path.
  public func readFiles() throws -> [String: ReadFile] {
    try use { try ReadFile.fetchAll(in: $0) }
  }
}

extension IndexWriter {
  /// The files whose articles the index has, by path.
  public func readFiles() throws -> [String: ReadFile] {
    try connection.use { try ReadFile.fetchAll(in: $0) }
  }

  /// Remembers a file, unless some of its articles are in the index from elsewhere; then it is to be read again.
  ///
  /// Counts the file's articles in the index, some microseconds for a hundred.
  public func remember(_ file: ReadFile) throws {
    try connection.write { database in
      let count = try SQLStatement(database, "SELECT count(*) FROM article WHERE source_path = ?1")
      try count.bind(1, file.path)
      guard try count.first({ $0.integer(0) }) == Int64(file.articles) else { return }
      let statement = try SQLStatement(
        database, "INSERT OR REPLACE INTO read_file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
      try statement.bind(1, file.path)
      for (index, number) in [file.size, file.modified, file.device, file.inode].enumerated() {
        try statement.bind(Int32(index) + 2, number)
      }
      try statement.bind(6, file.manner)
      try statement.bind(7, file.articles)
      try statement.run()
    }
  }
}
